using System.Text;
using CsCheck;
using ToxMail.Core.Net;
using Xunit;

namespace ToxMail.Tests.Net;

public sealed class LineEndCheckTests
{
    [Fact]
    public void Equals_the_naive_check_however_the_text_is_cut() => Pieces.Text.Sample(
        octets =>
        {
            var text = Encoding.Latin1.GetString(octets);
            var bare = text.Replace("\r\n", string.Empty, StringComparison.Ordinal).IndexOfAny(['\r', '\n']) >= 0;
            foreach (var pieces in Pieces.Splits(octets))
            {
                var check = new LineEndCheck();
                foreach (var piece in pieces)
                {
                    check.Take(piece);
                }

                Assert.Equal((bare, text.Length == 0 || text.EndsWith("\r\n", StringComparison.Ordinal)), (check.HasBareLineEnd, check.IsAtLineStart));
                Assert.True(!check.SawBareLineEnd || bare, "It saw one that is none.");
            }
        },
        iter: 3_000);
}
