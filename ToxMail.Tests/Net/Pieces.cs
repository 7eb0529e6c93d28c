using CsCheck;

namespace ToxMail.Tests.Net;

/// <summary>Octets of a protocol, and every way they may come in.</summary>
internal static class Pieces
{
    private static readonly byte[][] Words =
    [
        [(byte)'\r'], [(byte)'\n'], [(byte)'.'], [(byte)'a'], [0], [0xC3],
        [.. "\r\n"u8], [.. "\r\n."u8], [.. "\r\n..\r\n"u8], [.. "\r\n.\r\n"u8], [.. "text"u8],
    ];

    /// <summary>Short texts of those octets that line and dot readers look at, and some they do not.</summary>
    internal static readonly Gen<byte[]> Text = Gen.Int[0, Words.Length - 1]
        .Array[0, 14]
        .Select(indexes => indexes.SelectMany(index => Words[index]).ToArray());

    /// <summary>The text whole, octet by octet, and in two pieces cut at each place.</summary>
    internal static IEnumerable<IReadOnlyList<byte[]>> Splits(byte[] text)
    {
        yield return [text];
        yield return [.. text.Select(octet => new[] { octet })];
        for (var cut = 1; cut < text.Length; cut++)
        {
            yield return [text[..cut], text[cut..]];
        }
    }
}
