using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Wire;

namespace ToxMail.Fuzz.Targets;

/// <summary>
/// MAIL_PARTs in any order, three octets each (parcel, offset, length; the total is 16 times the parcel's number): a parcel comes out only when it was
/// filled without a gap, with the octets that were put in.
/// </summary>
internal sealed class InlineAssemblyTarget : IFuzzTarget
{
    private const int MaxParts = 200;

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [1, 0, 16],
        [2, 0, 16, 2, 16, 16],
        [1, 0, 8, 2, 0, 20, 1, 8, 8, 2, 20, 12],
        [3, 0, 40, 3, 0, 8, 3, 8, 40],
        [.. Enumerable.Range(1, 17).SelectMany(i => new byte[] { (byte)i, 0, 8 }), 1, 8, 8],
    ];

    public IReadOnlyList<string> Words { get; } = ["\u0001\0\u0010", "\u0002\0\u0010", "\u0002\u0010\u0010"];

    public void Run(byte[] input)
    {
        var assembly = new InlineAssembly();
        var filled = new Dictionary<int, List<byte>>();
        for (var i = 0; i + 2 < Math.Min(input.Length, 3 * MaxParts); i += 3)
        {
            var (number, offset) = ((input[i] & 31) + 1, (int)input[i + 1]);
            var total = number * 16;
            var length = Math.Min((int)input[i + 2], total - offset);
            if (length > 0)
            {
                Add(assembly, filled, number, new Frame.MailPart(DigestBuilder.Of([(byte)number]), offset, total, Octets(i, length)));
            }
        }
    }

    private static void Add(InlineAssembly assembly, Dictionary<int, List<byte>> filled, int number, Frame.MailPart part)
    {
        var whole = assembly.Add(part);
        var parts = filled.GetValueOrDefault(number);
        if (part.Offset == 0)
        {
            parts = [];
        }
        else if (parts?.Count != part.Offset)
        {
            parts = null;
        }

        parts?.AddRange(part.Bytes.Span);
        filled[number] = parts ?? [];
        if (whole is not null)
        {
            Property.Holds(parts?.Count == part.Total, "A parcel is whole when it comes out");
            Property.Same(parts!.ToArray(), whole, "A parcel has the octets that were put in");
            filled.Remove(number);
        }
    }

    private static byte[] Octets(int seed, int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((seed * 31) + i))];
}
