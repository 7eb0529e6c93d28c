using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Letters;

/// <summary>The outbox as intros see it: mail to contacts never met, accepted or not.</summary>
internal sealed class IntroOutbox(StoreDatabase database, ChangeFeed changes, TimeProvider time)
{
    private const int BatchLimit = 64;

    /// <summary>Contacts whose card is known and to whom own mail may travel through others.</summary>
    internal async Task<IReadOnlyList<IntroCandidate>> CandidatesAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.Contacts
            .Where(contact => contact.Card != null && contact.State != ContactState.Blocked && contact.Relay.OwnMail && contact.Relay.MemberOf == 0)
            .Select(contact => new IntroCandidate(contact.Card!, contact.IntroSentAt)).ToListAsync(cancellationToken);
    }

    /// <summary>At most 64 rows that wait for these contacts, queued before a time and never handed over, oldest first.</summary>
    internal async Task<IReadOnlyList<QueuedMail>> DueAsync(IReadOnlyCollection<PublicKey> recipients, DateTimeOffset queuedBefore, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.OutboxRecipients
            .Where(row => (row.State == DeliveryState.AwaitingContact || row.State == DeliveryState.AwaitingPeer) && row.RelayStage == 0 && recipients.Contains(row.PublicKey))
            .Where(row => row.Mail.QueuedAt <= queuedBefore && !row.Mail.RelayForbidden)
            .OrderBy(row => row.Id).Take(BatchLimit)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>Mails in intros to a contact that have not ended.</summary>
    internal async Task<int> TravellingAsync(PublicKey recipient, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.OutboxRecipients.CountAsync(row => row.State == DeliveryState.Relayed && row.PublicKey == recipient && row.Via == MailVia.Intro, cancellationToken);
    }

    /// <summary>Writes down that a mail left in an intro.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was written.</exception>
    internal Task IntroducedAsync(PublicKey recipient, RelayedMail relayed, CancellationToken cancellationToken) => SentAsync(
        recipient,
        relayed.Id,
        (db, row) =>
        {
            row.Introduce(relayed, time.GetUtcNow());
            db.AddCopies(relayed);
        },
        cancellationToken);

    /// <summary>Writes down that an intro said that this mail waits, which is too long for one.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was written.</exception>
    internal Task AnnouncedAsync(PublicKey recipient, long id, string words, CancellationToken cancellationToken) => SentAsync(
        recipient,
        id,
        (_, row) => row.LastError = row.State.IsFinal() ? row.LastError : words,
        cancellationToken);

    private async Task SentAsync(PublicKey recipient, long id, Action<ToxMailDb, OutboxRecipient> note, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async db =>
            {
                if (await db.RowAsync(id) is { } row)
                {
                    note(db, row);
                }

                if (await db.ContactAsync(recipient) is { } contact)
                {
                    contact.IntroSentAt = time.GetUtcNow();
                }

                return await db.SaveChangesAsync();
            },
            cancellationToken);
        changes.Publish(ChangeKind.Outbox);
    }
}
