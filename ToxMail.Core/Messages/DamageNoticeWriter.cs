using System.Globalization;
using System.Text;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Writes the mail that tells a user that a stored mail cannot be read any more.</summary>
public static class DamageNoticeWriter
{
    public const string Subject = "A mail in your mailbox is damaged";

    /// <summary>Writes the whole mail, ready for the mailbox, with CRLF line ends.</summary>
    /// <param name="own">The user.</param>
    /// <param name="from">The damaged mail's author, as the mailbox's list has it.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="now">The date.</param>
    /// <param name="destination">Where the mail goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task WriteAsync(OwnIdentity own, string from, string subject, DateTimeOffset now, Stream destination, CancellationToken cancellationToken) =>
        TextNotice.WriteAsync(own, now, about: null, Subject, TextOf(from, subject), destination, cancellationToken);

    private static string TextOf(string from, string subject)
    {
        var text = new StringBuilder();
        NoticeText.Paragraph(text, "The file of this mail is damaged or gone, and the mail cannot be fetched:");
        text.Append(CultureInfo.InvariantCulture, $"    From:    {from}\r\n    Subject: {subject}\r\n\r\n");
        NoticeText.Paragraph(text, "Ask its sender to send it again. If you have a backup of the data folder, the mail may be in it. Other damaged files may follow: look at the disk.");
        NoticeText.Paragraph(text, "Mail clients skip this mail; it can be deleted as any other.");
        return text.Append(NoticeText.Signature).ToString();
    }
}
