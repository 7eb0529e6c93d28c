using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>Tells the user, in the own mailbox, that a contact has a mail for him which is too large to be carried by others.</summary>
internal sealed class ExpectedMailNotices(ExpectedMails expected, BlobStore blobs, Contacts contacts, DiskReserve disk, MailOptions options, OwnIdentity own, TimeProvider time)
{
    internal async Task<AnnouncementOutcome> TellAsync(PublicKey sender, MailManifest manifest, CancellationToken cancellationToken) => disk.HasRoomFor(WireFormat.MaxBundle)
        ? await expected.TellAsync(MailOf(sender, manifest), stopping => ComposeAsync(sender, manifest, stopping), cancellationToken)
        : AnnouncementOutcome.NoRoom;

    private static ExpectedMail MailOf(PublicKey sender, MailManifest manifest) => new()
    {
        Sender = sender,
        SizeBytes = manifest.SizeBytes,
        Written = manifest.Written,
        Until = manifest.Until,
        Digest = manifest.Digest.ToArray(),
    };

    private async Task<NewInboxMail> ComposeAsync(PublicKey sender, MailManifest manifest, CancellationToken cancellationToken)
    {
        var contact = await contacts.FindAsync(sender, cancellationToken);
        var notice = new ExpectedMailNotice
        {
            Own = own,
            Now = time.GetUtcNow(),
            Sender = sender,
            Alias = contact?.Alias,
            SizeBytes = manifest.SizeBytes,
            MostBytes = options.LargestArrival,
            MayBeStored = manifest.SizeBytes <= RelayLimits.LargestMail,
            Written = manifest.Written,
            Until = manifest.Until,
        };
        await using var blob = blobs.Create();
        await ExpectedMailWriter.WriteAsync(notice, blob, cancellationToken);
        return new NewInboxMail { Blob = await blob.CommitAsync(cancellationToken), From = NoticeWriter.From, Subject = ExpectedMailWriter.SubjectOf(notice), Via = MailVia.Local };
    }
}
