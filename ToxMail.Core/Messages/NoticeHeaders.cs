using System.Security.Cryptography;
using MimeKit;
using MimeKit.Utils;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>The header fields of every mail that this node writes to its user, but for the subject.</summary>
internal static class NoticeHeaders
{
    /// <summary>For <c>Auto-Submitted</c> (RFC 3834 5): written in answer to a mail of the user's.</summary>
    internal const string Replied = "auto-replied";

    /// <summary>Written for another reason.</summary>
    internal const string Generated = "auto-generated";

    /// <summary>The fields in the order they are written in.</summary>
    /// <param name="own">The user.</param>
    /// <param name="now">The date.</param>
    /// <param name="kind">By it no program answers, so two programs cannot answer each other for ever.</param>
    /// <param name="about">The Message-ID of the mail it is about; null, or no such thing: none is named.</param>
    internal static List<Header> Of(OwnIdentity own, DateTimeOffset now, string kind, string? about)
    {
        List<Header> headers =
        [
            new(HeaderId.ReturnPath, "<>"),
            new(HeaderId.From, NoticeWriter.From),
            new(HeaderId.To, $"<{own.Address}>"),
            new(HeaderId.Date, DateUtils.FormatDate(now)),
            new(HeaderId.MessageId, $"<{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}@{Recipient.Zone}>"),
            new("Auto-Submitted", kind),
        ];
        if (about is not null && IsMessageId(about))
        {
            headers.Add(new Header(HeaderId.InReplyTo, about));
            headers.Add(new Header(HeaderId.References, about));
        }

        return headers;
    }

    private static bool IsMessageId(string id) => id is ['<', .., '>'] && id.Length <= 250 && !id.AsSpan().ContainsAnyExceptInRange('!', '~');
}
