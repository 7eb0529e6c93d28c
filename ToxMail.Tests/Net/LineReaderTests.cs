using System.Text;
using CsCheck;
using ToxMail.Core.Net;
using Xunit;

namespace ToxMail.Tests.Net;

public sealed class LineReaderTests
{
    private const int Limit = 8;
    private const string TooLong = "(too long)";

    [Theory]
    [InlineData(nameof(LineEnding.CrLf))]
    [InlineData(nameof(LineEnding.AnyLf))]
    public void Equals_the_naive_reader_however_the_input_is_cut(string ending) => Pieces.Text.Sample(
        text =>
        {
            var mode = Enum.Parse<LineEnding>(ending);
            var expected = Naive(text, mode);
            foreach (var pieces in Pieces.Splits(text))
            {
                Assert.Equal(expected, Lines(pieces, mode));
            }
        },
        iter: 3_000);

    [Fact]
    public void Takes_a_line_of_the_limit_and_refuses_one_more() =>
        Assert.Equal(["12345678", TooLong, "next"], Lines(["12345678\r\n123456789\r\nnext\r\n"u8.ToArray()], LineEnding.CrLf));

    [Fact]
    public void Forgets_a_giant_line_and_goes_on_behind_it()
    {
        var pieces = Enumerable.Repeat(new byte[64 * 1024], 100).Append("\r\nnext\r\n"u8.ToArray()).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = Lines(pieces, LineEnding.CrLf);
        Assert.Equal([TooLong, "next"], lines);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);
    }

    private static List<string> Lines(IReadOnlyList<byte[]> pieces, LineEnding ending)
    {
        var reader = new LineReader(Limit, ending);
        var lines = new List<string>();
        foreach (var piece in pieces)
        {
            var rest = piece.AsSpan();
            while (!rest.IsEmpty)
            {
                if (reader.Feed(rest, out var consumed, out var tooLong))
                {
                    lines.Add(tooLong ? TooLong : Encoding.Latin1.GetString(reader.Line.Span));
                }

                rest = rest[consumed..];
            }
        }

        return lines;
    }

    private static List<string> Naive(byte[] bytes, LineEnding ending)
    {
        var parts = Encoding.Latin1.GetString(bytes).Split(ending == LineEnding.CrLf ? "\r\n" : "\n");
        return [.. parts[..^1]
            .Select(line => ending == LineEnding.AnyLf && line.EndsWith('\r') ? line[..^1] : line)
            .Select(line => line.Length > Limit ? TooLong : line)];
    }
}
