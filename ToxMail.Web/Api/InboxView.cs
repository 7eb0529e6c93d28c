using ToxMail.Core.Store.Incoming;

namespace ToxMail.Web.Api;

/// <summary>One mail received.</summary>
internal sealed record InboxView(
    long Id,
    string Uid,
    string From,
    string Subject,
    long SizeBytes,
    DateTimeOffset ReceivedAt,
    string? SenderKey,
    string Via)
{
    public static InboxView Of(InboxEntry mail) =>
        new(mail.Id, mail.Uid, mail.From, mail.Subject, mail.SizeBytes, mail.ReceivedAt, mail.SenderKey?.ToString(), Words.Of(mail.Via));
}
