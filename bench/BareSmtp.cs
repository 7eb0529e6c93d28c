using System.Globalization;
using System.Net;
using System.Text;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>
/// An SMTP client that costs next to nothing and allocates nothing for a mail: it sends the same one over and over, made beforehand, so that what is measured is the server.
/// The mails differ in their last line, so that none is taken for another one sent again. Blocks its thread.
/// </summary>
internal sealed class BareSmtp : IDisposable
{
    private const int NumberLength = 8;

    private static int _count;

    private readonly BareLine _line;

    /// <param name="server">Where it listens.</param>
    /// <param name="login">Null for a server that asks for none.</param>
    /// <exception cref="IOException">The server says anything but yes.</exception>
    public BareSmtp(EndPoint server, PasswordView? login)
    {
        _line = new BareLine(server, "220 "u8);
        _line.Say("EHLO bench.example\r\n"u8, "250 "u8);
        if (login is not null)
        {
            var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{login.Username}\0{login.Password}"));
            _line.Say(Encoding.ASCII.GetBytes($"AUTH PLAIN {token}\r\n"), "235 "u8);
        }
    }

    /// <summary>The envelope's commands, sent at once (RFC 2920).</summary>
    public static byte[] Envelope(string from, string to) => Encoding.ASCII.GetBytes($"MAIL FROM:<{from}>\r\nRCPT TO:<{to}>\r\nDATA\r\n");

    /// <summary>A mail as <see cref="Submit"/> sends it: no line of it is a dot alone.</summary>
    public static byte[] Wire(TestMail mail) => [.. mail.Bytes, .. "00000000\r\n.\r\n"u8];

    /// <exception cref="IOException">The server did not take it.</exception>
    public void Submit(byte[] envelope, byte[] wire)
    {
        var number = wire.AsSpan(wire.Length - NumberLength - "\r\n.\r\n".Length, NumberLength);
        Interlocked.Increment(ref _count).TryFormat(number, out _, "00000000", CultureInfo.InvariantCulture);
        _line.Say(envelope, "354 "u8);
        _line.Say(wire, "250 "u8);
    }

    /// <inheritdoc />
    public void Dispose() => _line.Dispose();
}
