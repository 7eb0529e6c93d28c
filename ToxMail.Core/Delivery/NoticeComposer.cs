using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>Tells the user, in the own mailbox, what became of a mail.</summary>
internal sealed class NoticeComposer(BlobStore blobs, Contacts contacts, OwnIdentity own, TimeProvider time)
{
    /// <summary>The notice as a mail ready for the inbox, or null when this mail wants none.</summary>
    /// <exception cref="IOException">It cannot be written: the caller must try again later, never drop it.</exception>
    internal async Task<NewInboxMail?> ComposeAsync(QueuedMail mail, NoticeKind kind, NoticeCause cause, CancellationToken cancellationToken)
    {
        if (!IsWanted(mail, kind))
        {
            return null;
        }

        var notice = await DescribeAsync(mail, kind, cause, cancellationToken);
        await using var blob = blobs.Create();
        await NoticeWriter.WriteAsync(notice, blob, cancellationToken);
        return new NewInboxMail
        {
            Blob = await blob.CommitAsync(cancellationToken),
            From = NoticeWriter.From,
            Subject = NoticeWriter.SubjectOf(notice),
            Via = MailVia.Local,
        };
    }

    /// <summary>RFC 3461 4.1; a mail with the null return path never causes a notice (RFC 5321 4.5.5).</summary>
    internal static bool IsWanted(QueuedMail mail, NoticeKind kind) => mail.ReturnPath.Length > 0 && kind switch
    {
        NoticeKind.Success => mail.Notify.HasFlag(DsnNotify.Success),
        NoticeKind.Delay => mail.Notify == DsnNotify.Default || mail.Notify.HasFlag(DsnNotify.Delay),
        _ => mail.Notify == DsnNotify.Default || mail.Notify.HasFlag(DsnNotify.Failure),
    };

    private async Task<Notice> DescribeAsync(QueuedMail mail, NoticeKind kind, NoticeCause cause, CancellationToken cancellationToken)
    {
        var contact = await contacts.FindAsync(mail.PublicKey, cancellationToken);
        return new Notice
        {
            Kind = kind,
            Own = own,
            Now = time.GetUtcNow(),
            Recipients =
            [
                new NoticeRecipient
                {
                    Address = OwnIdentity.AddressOf(mail.PublicKey).ToString(),
                    Alias = contact?.Alias is { } alias ? $"{alias}@{Recipient.Zone}" : null,
                    OriginalRecipient = mail.OriginalRecipient,
                    Reason = cause.Reason,
                    PeerText = cause.PeerText,
                    Detail = cause.Detail,
                },
            ],
            MessageId = mail.MessageId,
            Subject = mail.Subject,
            SubmittedAt = mail.QueuedAt,
            WillRetryUntil = mail.ExpiresAt,
            EnvelopeId = mail.EnvelopeId,
            HeadersOnly = mail.ReturnHeadersOnly,
            OriginalSize = mail.SizeBytes,
            OpenOriginal = () => Original(mail.Blob),
        };
    }

    private Stream? Original(BlobId blob)
    {
        try
        {
            return blobs.OpenRead(blob);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
