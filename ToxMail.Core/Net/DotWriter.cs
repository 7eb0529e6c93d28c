using System.Buffers;

namespace ToxMail.Core.Net;

/// <summary>
/// Puts a message on the wire dot-stuffed (RFC 1939 3, RFC 5321 4.5.2). Dots are doubled after any LF, not only after CRLF: a client that takes
/// a single LF for a line end must not find the end of the message, and the session's next reply, inside of it.
/// </summary>
internal sealed class DotWriter(IBufferWriter<byte> output)
{
    private const byte Lf = (byte)'\n';
    private const byte Dot = (byte)'.';

    private byte _last = Lf;
    private bool _endsInCrLf = true;

    /// <summary>Adds the next octets of the message.</summary>
    internal void Write(ReadOnlySpan<byte> message)
    {
        Remember(message);
        while (!message.IsEmpty)
        {
            if (_last == Lf && message[0] == Dot)
            {
                output.Write([Dot]);
            }

            var run = message.IndexOf("\n."u8) is >= 0 and var end ? end + 1 : message.Length;
            output.Write(message[..run]);
            _last = message[run - 1];
            message = message[run..];
        }
    }

    /// <summary>Ends the message, with a CRLF of its own only where it lacks one.</summary>
    internal void Complete() => output.Write(_endsInCrLf ? ".\r\n"u8 : "\r\n.\r\n"u8);

    private void Remember(ReadOnlySpan<byte> message)
    {
        if (!message.IsEmpty)
        {
            _endsInCrLf = message[^1] == Lf && (message.Length > 1 ? message[^2] : _last) == (byte)'\r';
        }
    }
}
