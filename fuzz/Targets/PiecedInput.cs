namespace ToxMail.Fuzz.Targets;

/// <summary>
/// An input that says itself how it comes in: a count, as many lengths of pieces, then the octets, cut into pieces of these lengths over and over.
/// </summary>
internal sealed class PiecedInput
{
    private const int MaxLengths = 15;

    private PiecedInput(byte[] octets, IReadOnlyList<byte[]> pieces)
    {
        Octets = octets;
        Pieces = pieces;
    }

    internal byte[] Octets { get; }

    internal IReadOnlyList<byte[]> Pieces { get; }

    /// <summary>Reads one; <paramref name="behind"/> is put behind the octets.</summary>
    internal static PiecedInput Read(ReadOnlySpan<byte> input, ReadOnlySpan<byte> behind = default)
    {
        var count = input.IsEmpty ? 0 : Math.Min(input[0] & MaxLengths, input.Length - 1);
        var lengths = input.IsEmpty ? [] : input.Slice(1, count).ToArray();
        byte[] octets = [.. input.IsEmpty ? [] : input[(1 + count)..], .. behind];
        return new PiecedInput(octets, Cut(octets, lengths));
    }

    /// <summary>A seed of this form.</summary>
    internal static byte[] Seed(ReadOnlySpan<byte> octets, params ReadOnlySpan<byte> lengths) => [(byte)lengths.Length, .. lengths, .. octets];

    private static List<byte[]> Cut(byte[] octets, byte[] lengths)
    {
        if (Array.TrueForAll(lengths, length => length == 0))
        {
            return [octets];
        }

        var pieces = new List<byte[]>();
        for (var (start, i) = (0, 0); start < octets.Length; i++)
        {
            var length = Math.Min(lengths[i % lengths.Length], octets.Length - start);
            pieces.Add(octets.AsSpan(start, length).ToArray());
            start += length;
        }

        return pieces;
    }
}
