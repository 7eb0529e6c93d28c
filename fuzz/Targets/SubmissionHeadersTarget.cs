using System.Text;
using MimeKit;
using ToxMail.Core.Messages;

namespace ToxMail.Fuzz.Targets;

/// <summary>Any octets as a mail that the user sends: the body stays, the header block stays one, no alias and no Bcc leaves.</summary>
internal sealed class SubmissionHeadersTarget : IFuzzTarget
{
    private static readonly HeaderId[] AddressFields =
    [
        HeaderId.From, HeaderId.Sender, HeaderId.ReplyTo, HeaderId.To, HeaderId.Cc, HeaderId.ResentFrom, HeaderId.ResentTo, HeaderId.ResentCc, HeaderId.DispositionNotificationTo,
    ];

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "From: Me <me@tox.alt>\r\nTo: bob@tox.alt, \"B, (ob\" <BOB@tox>\r\nCc: list: bob@tox.alt, x@example.org;\r\nBcc: bob@tox.alt\r\nSubject: =?utf-8?Q?=C3=A9?=\r\n\r\nbody\r\n"u8.ToArray(),
        "To: bob @ (c \\) d) tox . alt,\r\n <bob@tox.alt>\r\nDate: \r\nMessage-ID:\r\nResent-Bcc: a,\r\n b\r\n\r\n.\r\n"u8.ToArray(),
        "From me@tox.alt Mon Jan\r\nTo: <@a,@b:bob@tox.alt>\r\nReply-To: \"bob\"@[tox.alt]\n\nbody"u8.ToArray(),
        "no header at all\r\n\r\nTo: bob@tox.alt"u8.ToArray(),
        "\r\nbody"u8.ToArray(),
    ];

    public IReadOnlyList<string> Words => MailWords.All;

    public void Run(byte[] input)
    {
        var (header, body) = Cast.Split(input, int.MaxValue);
        var (headerInPieces, bodyInPieces) = Cast.Split(input, 1);
        Property.Same(header, headerInPieces, "The header block is the same in pieces");
        Property.Same(body, bodyInPieces, "The body is the same in pieces");
        Property.Same(input, [.. header, .. body], "Header block and body make the mail");

        switch (SubmissionHeaders.Rewrite(header, Cast.Submission))
        {
            case SubmissionResult.Refused refused:
                Property.IsPrintableAscii(refused.Reason, "A refusal");
                break;
            case SubmissionResult.Accepted accepted:
                Check(accepted, body);
                break;
            default:
                throw new PropertyBrokenException("A mail is accepted or refused");
        }
    }

    private static void Check(SubmissionResult.Accepted accepted, byte[] body)
    {
        var header = accepted.Header.ToArray();
        HeaderShape.Holds(header, body);
        Property.IsOneLine(accepted.Subject, "The subject");
        Property.IsOneLine(accepted.MessageId, "The Message-ID");
        Property.Equal(0, HeaderShape.Count(header, "bcc") + HeaderShape.Count(header, "resent-bcc"), "No Bcc is sent");
        Property.Holds(HeaderShape.Count(header, "from") > 0, "There is a From");
        Property.Holds(HeaderShape.Count(header, "date") > 0, "There is a Date");
        Property.Holds(HeaderShape.Count(header, "message-id") > 0, "There is a Message-ID");
        Property.Holds(
            SubmissionHeaders.Rewrite(header, Cast.Submission) is SubmissionResult.Accepted again && again.Header.Span.SequenceEqual(header), "Rewriting is stable");
        NoAliasLeaves(header);
    }

    private static void NoAliasLeaves(byte[] header)
    {
        foreach (var field in OtherParser.Load(header)?.Headers.Where(field => AddressFields.Contains(field.Id)) ?? [])
        {
            // A display name stays as its writer wrote it, even one that a parser may take for an address.
            if (!AddressScanner.Scan(field.RawValue).Exists(found => found.InDisplayName) && InternetAddressList.TryParse(field.RawValue, out var addresses))
            {
                Property.Holds(
                    !addresses.Mailboxes.Any(mailbox => mailbox.Address.ToUpperInvariant() is "BOB@TOX.ALT" or "ME@TOX.ALT" or "BOB@TOX" or "ME@TOX"),
                    $"No alias leaves: {Encoding.Latin1.GetString(field.RawValue)}");
            }
        }
    }
}
