using System.Text;
using CsCheck;
using ToxMail.Core.Net;
using Xunit;

namespace ToxMail.Tests.Net;

public sealed class DotReaderTests
{
    private sealed record Outcome(string Text, int Taken, bool Ended, bool Bare);

    [Fact]
    public void Equals_the_naive_reader_however_the_input_is_cut() => Pieces.Text.Sample(
        text =>
        {
            // With an end behind it, and perhaps another command, so that most of the texts are whole messages.
            byte[] input = [.. text, .. "\r\n.\r\nQUIT"u8];
            var expected = Naive(input);
            foreach (var pieces in Pieces.Splits(input))
            {
                Assert.Equal(expected, Read(pieces));
            }
        },
        iter: 3_000);

    [Fact]
    public void Equals_the_naive_reader_on_messages_that_do_not_end() => Pieces.Text.Sample(
        text =>
        {
            // A CR at the very end may still become a CRLF, and a dot at the start of a line the end.
            byte[] input = [.. text, (byte)'x'];
            Assert.Equal(Naive(input), Read([input]));
        },
        iter: 3_000);

    [Theory] // RFC 5321 4.5.2, and the smuggling variants of CVE-2023-51764 and its kin
    [InlineData(".\r\n", "", true, false)]
    [InlineData("a\r\n.\r\n", "a\r\n", true, false)]
    [InlineData("..a\r\n.\r\n", ".a\r\n", true, false)]
    [InlineData(".a\r\n.\r\n", "a\r\n", true, false)]
    [InlineData("a\r\n..\r\n.\r\n", "a\r\n.\r\n", true, false)]
    [InlineData("a\n.\n", "a\n.\n", false, true)]
    [InlineData("a\n.\r\n", "a\n.\r\n", false, true)]
    [InlineData("a\r\n.\n", "a\r\n\n", false, true)]
    [InlineData("a\r.\r", "a\r.\r", false, true)]
    [InlineData("a\r\n.\rb", "a\r\n\rb", false, true)]
    [InlineData("a\r\n\0.\r\n", "a\r\n\0.\r\n", false, false)]
    public void Ends_at_crlf_dot_crlf_alone(string wire, string text, bool ended, bool bare)
    {
        var outcome = Read([Encoding.Latin1.GetBytes(wire)]);
        Assert.Equal((text, ended, bare), (outcome.Text, outcome.Ended, outcome.Bare));
    }

    [Fact]
    public void Undoes_what_the_writer_does() => Pieces.Text.Sample(
        text =>
        {
            byte[] message = [.. Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(text).Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)), .. "\r\n"u8];
            foreach (var pieces in Pieces.Splits(message))
            {
                var output = new System.Buffers.ArrayBufferWriter<byte>();
                var writer = new DotWriter(output);
                foreach (var piece in pieces)
                {
                    writer.Write(piece);
                }

                writer.Complete();
                var outcome = Read([output.WrittenSpan.ToArray()]);
                Assert.Equal((Encoding.Latin1.GetString(message), output.WrittenCount, true, false), (outcome.Text, outcome.Taken, outcome.Ended, outcome.Bare));
            }
        },
        iter: 1_000);

    private static Outcome Read(IReadOnlyList<byte[]> pieces)
    {
        var reader = new DotReader();
        var text = new StringBuilder();
        var taken = 0;
        foreach (var piece in pieces)
        {
            var output = new byte[piece.Length + 1];
            taken += reader.Read(piece, output, out var written);
            text.Append(Encoding.Latin1.GetString(output, 0, written));
        }

        return new Outcome(text.ToString(), taken, reader.Ended, reader.SawBareLineEnd);
    }

    // The whole text at hand: cut at the end mark, then undo the stuffing of each line.
    private static Outcome Naive(byte[] bytes)
    {
        var wire = "\r\n" + Encoding.Latin1.GetString(bytes);
        var end = wire.IndexOf("\r\n.\r\n", StringComparison.Ordinal);
        var message = end < 0 ? wire : wire[..(end + 2)];
        var text = message.Replace("\r\n.", "\r\n", StringComparison.Ordinal)[2..];
        var bare = message.Replace("\r\n", string.Empty, StringComparison.Ordinal).IndexOfAny(['\r', '\n']) >= 0;
        return new Outcome(text, end < 0 ? bytes.Length : end + 3, end >= 0, bare);
    }
}
