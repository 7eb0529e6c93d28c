using System.Text;
using CsCheck;
using ToxMail.Core.Pop3;
using ToxMail.Tests.Net;
using Xunit;

namespace ToxMail.Tests.Pop3;

public sealed class TopCutTests
{
    [Fact]
    public void Equals_the_naive_cut_however_the_message_is_read() => Gen.Select(Pieces.Text, Gen.Int[0, 4]).Sample(
        (text, lines) =>
        {
            var expected = Naive(Encoding.Latin1.GetString(text), lines);
            foreach (var pieces in Pieces.Splits(text))
            {
                var cut = new TopCut(lines);
                Assert.Equal(expected, pieces.Sum(piece => cut.Take(piece)));
            }
        },
        iter: 2_000);

    // Octets up to and with the blank line and so many lines behind it.
    private static int Naive(string text, int lines)
    {
        var end = 0;
        var inBody = false;
        while (end < text.Length && !(inBody && lines == 0))
        {
            var lf = text.IndexOf('\n', end);
            var line = lf < 0 ? text[end..] : text[end..(lf + 1)];
            lines -= inBody && lf >= 0 ? 1 : 0;
            inBody |= line is "\n" or "\r\n";
            end += line.Length;
        }

        return end;
    }
}
