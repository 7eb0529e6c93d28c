using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;

namespace ToxMail.Fuzz.Targets;

/// <summary>
/// Any octets as a mail from a peer, with any return address: the body stays, the header block stays one, and nobody but the peer is shown as its sender.
/// Up to the first NUL the input is the return address.
/// </summary>
internal sealed class ArrivalHeadersTarget : IFuzzTarget
{
    private static readonly string Sender = Cast.Alice.Address.ToString();

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        [.. Encoding.UTF8.GetBytes($"{Sender}\0From: Alice <{Sender}>\r\n"), .. "Subject: s\r\nReturn-Path: <x@y>\r\nAuthentication-Results: tox.alt; tox=pass\r\nX-ToxMail-A: b\r\n\r\nbody\r\n"u8],
        "\0From: \"me@tox.alt\" <bob@tox.alt>\r\nFrom: x@example.org\r\n\r\nbody"u8.ToArray(),
        "x@y\0From: =?utf-8?Q?a=0D=0ABcc:_x?= <x@y>,\r\n (c) bob@tox.alt\n\nbody"u8.ToArray(),
        "\0From x Mon\r\nFrom :x\rReturn-Path : y\r\n\r\n"u8.ToArray(),
        "\0just text"u8.ToArray(),
    ];

    public IReadOnlyList<string> Words => MailWords.All;

    public void Run(byte[] input)
    {
        var nul = Array.IndexOf(input, (byte)0);
        var returnPath = nul < 0 ? string.Empty : Encoding.UTF8.GetString(input, 0, nul);
        if (returnPath.Any(char.IsControl))
        {
            // ParcelCodec lets no such address pass.
            return;
        }

        var context = Cast.Arrival(returnPath);
        var (header, body) = Cast.Split(input[(nul + 1)..], int.MaxValue);
        var received = ArrivalHeaders.Rewrite(header, context);
        Property.IsOneLine(received.From, "The sender shown");
        Property.IsOneLine(received.Subject, "The subject");
        Property.Holds(received.From.Contains(Sender, StringComparison.Ordinal), "The sender shown is the key's");
        Check(received.Header.ToArray(), body);

        // A mail that arrives again is not taken for a false one: its From is the sender's now.
        var again = ArrivalHeaders.Rewrite(received.Header, context).Header.ToArray();
        Check(again, body);
        Property.Equal(
            HeaderShape.Count(received.Header.ToArray(), "x-original-from"), HeaderShape.Count(again, "x-original-from"), "A From that was made right stays");
    }

    private static void Check(byte[] header, byte[] body)
    {
        HeaderShape.Holds(header, body);
        Property.Equal(1, HeaderShape.Count(header, "return-path"), "One Return-Path, ours");
        Property.Equal(1, HeaderShape.Count(header, "authentication-results"), "One Authentication-Results, ours");
        Property.Holds(!HeaderShape.Lines(header).Any(line => line.StartsWith("x-toxmail-", StringComparison.OrdinalIgnoreCase) && line.Contains(':', StringComparison.Ordinal)), "No field that only we write");
        Property.Holds(HeaderShape.Count(header, "from") > 0, "There is a From");

        foreach (var mailbox in OtherParser.Load(header)?.From.Mailboxes ?? [])
        {
            Property.Holds(string.Equals(Sender, mailbox.Address, StringComparison.OrdinalIgnoreCase) || IsFullId(mailbox.Address), $"Nobody else is shown as the sender: {mailbox.Address}");
        }
    }

    private static bool IsFullId(string text) =>
        MailAddress.TryParse(text, out var address) && Cast.Alice.Owns(address) && Recipient.Of(address) is Recipient.ById or Recipient.ByKey;
}
