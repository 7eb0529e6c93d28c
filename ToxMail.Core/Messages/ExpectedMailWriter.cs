using System.Globalization;
using System.Text;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>Writes the mail that tells the user of one that waits at a contact's, because it is too large to be carried by others.</summary>
public static class ExpectedMailWriter
{
    /// <summary>The subject that <see cref="WriteAsync"/> gives the mail, for the mailbox's list.</summary>
    public static string SubjectOf(ExpectedMailNotice notice) => $"{Who(notice)} has a mail of {SizeText.Of(notice.SizeBytes)} for you";

    /// <summary>Writes the whole mail, ready for the mailbox, with CRLF line ends.</summary>
    public static Task WriteAsync(ExpectedMailNotice notice, Stream destination, CancellationToken cancellationToken) =>
        TextNotice.WriteAsync(notice.Own, notice.Now, about: null, SubjectOf(notice), TextOf(notice), destination, cancellationToken);

    private static string TextOf(ExpectedMailNotice notice)
    {
        var who = Who(notice);
        var text = new StringBuilder();
        NoticeText.Paragraph(text, $"{SubjectOf(notice)}. It is too large to be carried by others; it comes as soon as you and {who} are both online{(notice.MayBeStored ? ", or by a store node that you both use" : "")}.");
        text.Append(CultureInfo.InvariantCulture, $"    From:    {OwnIdentity.AddressOf(notice.Sender)}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"    Size:    {SizeText.Of(notice.SizeBytes)}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"    Sent:    {NoticeText.Moment(notice.Written)}\r\n\r\n");
        NoticeText.Paragraph(text, $"The ToxMail of {who} goes on trying until {NoticeText.Moment(notice.Until)}. If it is urgent, agree with {who} on a time when both of you are online.");
        NoticeText.Paragraph(text, notice.SizeBytes > notice.MostBytes
            ? $"Your ToxMail takes mails of at most {SizeText.Of(notice.MostBytes)}, so it will refuse this one unless you raise that limit (Mail:MaxMessageBytes)."
            : string.Empty);
        return text.Append(NoticeText.Signature).ToString();
    }

    private static string Who(ExpectedMailNotice notice) => notice.Alias ?? OwnIdentity.AddressOf(notice.Sender).ToString();
}
