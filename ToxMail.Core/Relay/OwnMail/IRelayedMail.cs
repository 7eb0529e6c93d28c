using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>What the relay needs of the mail's delivery: it carries parcels and knows nothing of mails.</summary>
internal interface IRelayedMail
{
    /// <summary>Whether the disk has room for so much more and the reserve that own mail needs.</summary>
    bool HasRoomFor(long bytes);

    /// <summary>The parcel of a waiting mail, the same that a direct attempt sends; null when it cannot be made now, which is recorded.</summary>
    Task<RelayParcel?> PrepareAsync(QueuedMail mail, CancellationToken cancellationToken);

    /// <summary>The same without its bytes, of a mail that is too large to be carried; null when the mail cannot be read, which is recorded.</summary>
    Task<ParcelName?> NameAsync(QueuedMail mail, CancellationToken cancellationToken);

    /// <summary>What a parcel that is not mail yet shows of itself; null when it cannot be read.</summary>
    LetterGist? Describe(ReadOnlyMemory<byte> parcel);

    /// <summary>Stores a parcel that came through relays. Stored, had already, refused for good, or later: to be tried again. The first three are durable.</summary>
    Task<MailStatus> StoreAsync(PublicKey sender, ReadOnlyMemory<byte> parcel, CancellationToken cancellationToken);

    /// <summary>Tells the user, once, that a contact has a mail for him which is too large to be carried.</summary>
    Task<AnnouncementOutcome> ExpectAsync(PublicKey sender, MailManifest manifest, CancellationToken cancellationToken);

    /// <summary>The recipient has told that these mails arrived: the user is to see that and nobody else, not even by what is sent.</summary>
    Task NoteArrivedAsync(IReadOnlyList<QueuedMail> arrived, CancellationToken cancellationToken);

    /// <summary>The recipient has told what became of these mails.</summary>
    Task ConfirmAsync(IReadOnlyList<(QueuedMail Mail, MailStatus Status)> confirmed, CancellationToken cancellationToken);
}
