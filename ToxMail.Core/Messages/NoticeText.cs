using System.Globalization;
using System.Text;

namespace ToxMail.Core.Messages;

/// <summary>The part of a notice that a person reads.</summary>
internal static class NoticeText
{
    /// <summary>The end of every mail that this node writes to its user.</summary>
    internal const string Signature = "-- \r\nToxMail, on your own computer\r\n";

    private const int Width = 72;
    private const string Indent = "    ";

    internal static string Of(Notice notice, OriginalPart original)
    {
        var text = new StringBuilder();
        Paragraph(text, NoticeWords.Opening(notice.Kind));
        Summary(text, notice);
        foreach (var recipient in notice.Recipients)
        {
            Recipient(text, notice, recipient);
        }

        if (notice is { Kind: NoticeKind.Delay, WillRetryUntil: { } until })
        {
            Paragraph(text, $"ToxMail goes on trying until {Moment(until)} and tells you if it has to give up. You can cancel the mail on ToxMail's page.");
        }

        Paragraph(text, original.Sentence);
        return text.Append(Signature).ToString();
    }

    internal static string Subject(Notice notice)
    {
        var subject = SubjectOrNone(notice);
        return notice.Kind switch
        {
            NoticeKind.Success => $"Delivered: {subject}",
            NoticeKind.Delay => $"Not yet delivered: {subject}",
            _ => $"Not delivered: {subject}",
        };
    }

    private static void Summary(StringBuilder text, Notice notice)
    {
        text.Append(CultureInfo.InvariantCulture, $"{Indent}Subject: {SubjectOrNone(notice)}\r\n");
        foreach (var recipient in notice.Recipients)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Indent}To:      {Who(recipient)}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Indent}Sent:    {Moment(notice.SubmittedAt)}\r\n\r\n");
    }

    private static void Recipient(StringBuilder text, Notice notice, NoticeRecipient recipient)
    {
        Paragraph(text, NoticeWords.Happened(notice.Kind, recipient.Reason, Who(recipient)));
        Paragraph(text, recipient.Detail ?? string.Empty);
        if (recipient.PeerText is not null && HeaderText.OneLine(recipient.PeerText, NoticeReport.MaxPeerText) is { Length: > 0 } said)
        {
            Paragraph(text, $"It said: {said}");
        }

        Paragraph(text, NoticeWords.Advice(notice.Kind, recipient.Reason));
    }

    private static string Who(NoticeRecipient recipient) => HeaderText.OneLine(recipient.Alias ?? recipient.Address, 300);

    private static string SubjectOrNone(Notice notice) =>
        HeaderText.OneLine(notice.Subject, 200) is { Length: > 0 } subject ? subject : "(no subject)";

    internal static string Moment(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Adds a paragraph, broken into lines; an empty one adds nothing.</summary>
    internal static void Paragraph(StringBuilder text, string paragraph)
    {
        var column = 0;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var breaks = column > 0 && column + 1 + word.Length > Width;
            text.Append(breaks ? "\r\n" : column > 0 ? " " : string.Empty).Append(word);
            column = breaks || column == 0 ? word.Length : column + 1 + word.Length;
        }

        text.Append(column > 0 ? "\r\n\r\n" : string.Empty);
    }
}
