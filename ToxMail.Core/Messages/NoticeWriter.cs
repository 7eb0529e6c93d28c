using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using ToxMail.Core.Addressing;

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
        using var message = new MimeMessage(Headers(notice)) { Subject = SubjectOf(notice), Body = Body(notice, original) };
        await message.WriteToAsync(Format, destination, cancellationToken).ConfigureAwait(false);
    }

    private static List<Header> Headers(Notice notice)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        List<Header> headers =
        [
            new(HeaderId.ReturnPath, "<>"),
            new(HeaderId.From, From),
            new(HeaderId.To, $"<{notice.Own.Address}>"),
            new(HeaderId.Date, DateUtils.FormatDate(notice.Now)),
            new(HeaderId.MessageId, $"<{token}@{Recipient.Zone}>"),

            // RFC 3834 5: no program answers this, so two programs cannot answer each other for ever.
            new("Auto-Submitted", "auto-replied"),
        ];
        if (IsMessageId(notice.MessageId))
        {
            headers.Add(new Header(HeaderId.InReplyTo, notice.MessageId));
            headers.Add(new Header(HeaderId.References, notice.MessageId));
        }

        return headers;
    }

    internal static bool IsMessageId(string id) =>
        id is ['<', .., '>'] && id.Length <= 250 && !id.AsSpan().ContainsAnyExceptInRange('!', '~');

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
