using System.Text;
using ToxMail.Core.Net;

namespace ToxMail.Fuzz.Targets;

/// <summary>Lines cut out of pieces, with a limit: the same as cutting the whole text at hand.</summary>
internal sealed class LineReaderTarget : IFuzzTarget
{
    private const int MaxLimit = 63;
    private const byte AnyLf = 128;

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [5, .. PiecedInput.Seed("NOOP\r\nQUIT\r\n"u8, 1)],
        [3 | AnyLf, .. PiecedInput.Seed("NOOP\nabc\r\nab\n\r\n\n"u8, 2, 3)],
        [4, .. PiecedInput.Seed("\r\r\n\nab\rc\r\nabcdefgh\r\nend"u8)],
    ];

    public IReadOnlyList<string> Words { get; } = ["\r\n", "\r", "\n", "\r\r\n", "\n\r\n"];

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var (limit, ending) = (input[0] & MaxLimit, (input[0] & AnyLf) == 0 ? LineEnding.CrLf : LineEnding.AnyLf);
        var text = PiecedInput.Read(input.AsSpan(1));
        Property.Equal(string.Join('|', Naive(text.Octets, limit, ending)), string.Join('|', Read(text.Pieces, limit, ending)), "The reader equals the naive one");
    }

    private static List<string> Read(IReadOnlyList<byte[]> pieces, int limit, LineEnding ending)
    {
        var reader = new LineReader(limit, ending);
        var lines = new List<string>();
        foreach (var piece in pieces)
        {
            for (var rest = piece.AsSpan(); !rest.IsEmpty;)
            {
                if (reader.Feed(rest, out var consumed, out var tooLong))
                {
                    lines.Add(Shown(reader.Line.Span, tooLong));
                }

                Property.Holds(consumed > 0, "The reader goes on");
                rest = rest[consumed..];
            }
        }

        return lines;
    }

    private static IEnumerable<string> Naive(byte[] octets, int limit, LineEnding ending)
    {
        var start = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            var afterCr = i > start && octets[i - 1] == '\r';
            if (octets[i] != '\n' || (ending == LineEnding.CrLf && !afterCr))
            {
                continue;
            }

            var line = octets[start..(afterCr ? i - 1 : i)];
            start = i + 1;
            yield return line.Length > limit ? Shown([], tooLong: true) : Shown(line, tooLong: false);
        }
    }

    private static string Shown(ReadOnlySpan<byte> line, bool tooLong) => tooLong ? "too long" : Convert.ToHexString(line) + Encoding.Latin1.GetString(line).Length;
}
