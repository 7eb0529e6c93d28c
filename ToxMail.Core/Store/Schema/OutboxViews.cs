using System.Linq.Expressions;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>How a row of the outbox looks from outside.</summary>
internal static class OutboxViews
{
    private const int QueueIdLength = 16;

    /// <summary>For the dashboard; <see cref="OutboxEntry.SentBytes"/> of a running attempt is known elsewhere.</summary>
    internal static Expression<Func<OutboxRecipient, OutboxEntry>> Entry { get; } = row => new OutboxEntry
    {
        Id = row.Id,
        QueueId = QueueId(row.Mail.Blob),
        MessageId = row.Mail.MessageId,
        Subject = row.Mail.Subject,
        Recipient = row.Address,
        PublicKey = row.PublicKey,
        FoundNospam = row.FoundNospam,
        State = row.IsConfirmed ? DeliveryState.Delivered : row.State,
        Attempts = row.Attempts,
        NextAttempt = row.IsConfirmed ? null : row.NextAttempt,
        LastError = row.IsConfirmed ? null : row.LastError,
        SizeBytes = row.Mail.SizeBytes,
        SentBytes = row.State == DeliveryState.Delivered || row.IsConfirmed ? row.Mail.SizeBytes : 0,
        QueuedAt = row.Mail.QueuedAt,
        Via = row.IsConfirmed && row.Via == null ? MailVia.Relay : row.Via,
        Announcement = row.IsExpected ? Announcement.Received : row.AnnouncedStage > 0 ? Announcement.Sent : Announcement.None,
    };

    /// <summary>Rows that the user sees in a state.</summary>
    internal static IQueryable<OutboxRecipient> ShownAs(this IQueryable<OutboxRecipient> rows, DeliveryState state) => state == DeliveryState.Delivered
        ? rows.Where(row => row.State == state || row.IsConfirmed)
        : rows.Where(row => row.State == state && !row.IsConfirmed);

    /// <summary>For delivery.</summary>
    internal static Expression<Func<OutboxRecipient, QueuedMail>> Queued { get; } = row => new QueuedMail
    {
        Id = row.Id,
        QueueId = QueueId(row.Mail.Blob),
        Blob = row.Mail.Blob,
        SizeBytes = row.Mail.SizeBytes,
        MessageId = row.Mail.MessageId,
        Subject = row.Mail.Subject,
        Address = row.Address,
        PublicKey = row.PublicKey,
        ReturnPath = row.Mail.ReturnPath,
        QueuedAt = row.Mail.QueuedAt,
        State = row.State,
        ParcelId = row.ParcelId,
        ParcelHeader = row.ParcelHeader,
        Digest = row.Digest,
        Attempts = row.Attempts,
        LastError = row.LastError,
        ExpiresAt = row.ExpiresAt,
        EnvelopeId = row.Mail.EnvelopeId,
        ReturnHeadersOnly = row.Mail.ReturnHeadersOnly,
        RelayForbidden = row.Mail.RelayForbidden,
        OriginalRecipient = row.OriginalRecipient,
        Notify = row.Notify,
        Announcement = row.IsExpected ? Announcement.Received : row.AnnouncedStage > 0 ? Announcement.Sent : Announcement.None,
    };

    /// <summary>The start of the blob's name: found in the log, in the data folder and in the mail's trace alike.</summary>
    internal static string QueueId(BlobId blob) => blob.ToString()[..QueueIdLength];
}
