using System.Text;
using MimeKit;

namespace ToxMail.Core.Messages;

/// <summary>Writes notices to the user about his own mail as multipart/report (RFC 3464), in plain words.</summary>
public static class NoticeWriter
{
    /// <summary>The largest mail that a failure notice brings back whole; of a larger one it brings the headers.</summary>
    public const int MaxReturnedMail = 256 * 1024;

    /// <summary>The From of every notice, for the mailbox's list.</summary>
    public const string From = "Mail Delivery System <postmaster@tox.alt>";

    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    /// <summary>The subject that <see cref="WriteAsync"/> gives this notice, for the mailbox's list.</summary>
    public static string SubjectOf(Notice notice) => NoticeText.Subject(notice);

    /// <summary>Writes the whole notice, ready for the mailbox (null return path included), with CRLF line ends.</summary>
    public static async Task WriteAsync(Notice notice, Stream destination, CancellationToken cancellationToken)
    {
        var original = await OriginalPart.ReadAsync(notice, cancellationToken).ConfigureAwait(false);
        using var message = new MimeMessage(NoticeHeaders.Of(notice.Own, notice.Now, NoticeHeaders.Replied, notice.MessageId)) { Subject = SubjectOf(notice), Body = Body(notice, original) };
        await message.WriteToAsync(Format, destination, cancellationToken).ConfigureAwait(false);
    }

    private static MultipartReport Body(Notice notice, OriginalPart original)
    {
        var report = new MultipartReport("delivery-status")
        {
            Text("text", "plain", NoticeText.Of(notice, original)),
            Text("message", "delivery-status", NoticeReport.Of(notice)),
        };
        if (original.ToPart() is { } part)
        {
            report.Add(part);
        }

        return report;
    }

    private static MimePart Text(string type, string subtype, string text)
    {
        var isText = type == "text";
        var part = new MimePart(type, subtype)
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false)),
            ContentTransferEncoding = isText ? ContentEncoding.EightBit : ContentEncoding.SevenBit,
        };
        part.ContentType.Charset = isText ? "utf-8" : null;
        return part;
    }
}
