using System.Buffers;
using System.Text;
using ToxMail.Core.Net;
using Xunit;

namespace ToxMail.Tests.Net;

public sealed class DotWriterTests
{
    [Theory] // RFC 1939 3
    [InlineData("", ".\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("a\r\n.b\r\n..c\r\n", "a\r\n..b\r\n...c\r\n.\r\n")]
    [InlineData("a\n", "a\n\r\n.\r\n")]
    [InlineData("a\n.\nb\r\n", "a\n..\nb\r\n.\r\n")]
    [InlineData("\r", "\r\r\n.\r\n")]
    public void Stuffs_and_ends(string message, string wire)
    {
        foreach (var pieces in Pieces.Splits(Encoding.Latin1.GetBytes(message)))
        {
            var output = new ArrayBufferWriter<byte>();
            var writer = new DotWriter(output);
            foreach (var piece in pieces)
            {
                writer.Write(piece);
            }

            writer.Complete();
            Assert.Equal(wire, Encoding.Latin1.GetString(output.WrittenSpan));
        }
    }
}
