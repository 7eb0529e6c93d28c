using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Smtp;

/// <summary>Tells the user, in the own mailbox, that a mail waits for a word.</summary>
internal sealed class ConfirmationNotices(BlobStore blobs, OwnIdentity own, TimeProvider time)
{
    /// <summary>The notice for the recipients that wait; null when none does, and for a mail with the null return path, which never causes one (RFC 5321 4.5.5).</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal async Task<NewInboxMail?> WriteAsync(NewMail mail, CancellationToken cancellationToken)
    {
        var waiting = mail.Recipients.Where(recipient => recipient.State == DeliveryState.AwaitingConfirmation).ToList();
        if (waiting.Count == 0 || mail.ReturnPath.Length == 0)
        {
            return null;
        }

        var request = new ConfirmationRequest
        {
            Own = own,
            Now = time.GetUtcNow(),
            Subject = mail.Subject,
            MessageId = mail.MessageId,
            Found = [.. waiting.Select(recipient => (recipient.Address, new ToxId(recipient.PublicKey, recipient.FoundNospam ?? 0)))],
        };
        await using var blob = blobs.Create();
        await ConfirmationRequestWriter.WriteAsync(request, blob, cancellationToken);
        return new NewInboxMail
        {
            Blob = await blob.CommitAsync(cancellationToken),
            From = NoticeWriter.From,
            Subject = ConfirmationRequestWriter.SubjectOf(request),
            Via = MailVia.Local,
        };
    }
}
