using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>Puts a mail into the user's own mailbox, so that a new mail client finds something.</summary>
public sealed class TestMailSender(Inbox inbox, BlobStore blobs, OwnIdentity own, TimeProvider time)
{
    /// <summary>Writes and stores one.</summary>
    /// <exception cref="IOException">It cannot be stored.</exception>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await using var blob = blobs.Create();
        await TestMailWriter.WriteAsync(own, time.GetUtcNow(), blob, cancellationToken);
        var mail = new NewInboxMail { Blob = await blob.CommitAsync(cancellationToken), From = TestMailWriter.From(own), Subject = TestMailWriter.Subject, Via = MailVia.Local };
        await inbox.AddAsync([mail], cancellationToken);
    }
}
