using System.Security.Cryptography;
using MimeKit;
using MimeKit.Utils;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Writes the mail that tells a user that fetching works, and invites him to try sending by an answer to himself.</summary>
public static class TestMailWriter
{
    public const string Subject = "Test mail from your own node";

    private const string Text = """
        This mail was written by your own ToxMail node. If you read it in your mail client, fetching works.

        To try sending, answer it: the answer goes to your own address, and comes back to this mailbox.

        """;

    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    /// <summary>The From of this user's test mails, for the mailbox's list.</summary>
    public static string From(OwnIdentity own) => $"ToxMail <{own.Address}>";

    /// <summary>Writes the whole mail, ready for the mailbox, with CRLF line ends.</summary>
    public static async Task WriteAsync(OwnIdentity own, DateTimeOffset now, Stream destination, CancellationToken cancellationToken)
    {
        List<Header> headers =
        [
            new(HeaderId.ReturnPath, "<>"),
            new(HeaderId.From, From(own)),
            new(HeaderId.To, $"<{own.Address}>"),
            new(HeaderId.Date, DateUtils.FormatDate(now)),
            new(HeaderId.MessageId, $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{Recipient.Zone}>"),
            new("Auto-Submitted", "auto-generated"),
        ];
        using var message = new MimeMessage(headers) { Subject = Subject, Body = new TextPart("plain") { Text = Text } };
        await message.WriteToAsync(Format, destination, cancellationToken).ConfigureAwait(false);
    }
}
