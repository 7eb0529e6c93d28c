using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Relaying;

/// <summary>Mail in the outbox that is too large to be carried: of what waits, word may go to its recipient.</summary>
internal sealed class AnnouncedOutbox(StoreDatabase database, ChangeFeed changes)
{
    private const int BatchLimit = 64;

    /// <summary>At most 64 waiting rows of larger mails that were announced at most so often, are not expected yet and were queued before a time, oldest first.</summary>
    internal async Task<IReadOnlyList<QueuedMail>> DueAsync(IReadOnlyCollection<PublicKey> recipients, int announced, DateTimeOffset queuedBefore, long largerThan, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.Relayable(recipients, queuedBefore)
            .Where(row => row.AnnouncedStage <= announced && !row.IsExpected && row.SizeBytes > largerThan)
            .OrderBy(row => row.Id).Take(BatchLimit)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>Writes down that relays carry word of a mail; whether it was delivered or withdrawn meanwhile matters as little as for a mail itself.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was written.</exception>
    internal async Task AnnouncedAsync(RelayedMail announced, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async db =>
            {
                if (await db.RowAsync(announced.Id) is { } row)
                {
                    row.Announce(announced);
                    db.AddCopies(announced);
                }

                return await db.SaveChangesAsync();
            },
            cancellationToken);
        changes.Publish(ChangeKind.Outbox);
    }

    /// <summary>Digests, by row, of mails that wait for this recipient and that he has not confirmed to expect.</summary>
    internal async Task<IReadOnlyDictionary<long, byte[]>> UnconfirmedAsync(PublicKey recipient, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.OutboxRecipients
            .Where(row => row.PublicKey == recipient && row.AnnouncedStage > 0 && !row.IsExpected && row.FinishedAt == null && row.Digest != null)
            .ToDictionaryAsync(row => row.Id, row => row.Digest!, cancellationToken);
    }

    /// <summary>Their recipient expects these mails: he need not be told again.</summary>
    internal async Task ConfirmAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count > 0 && await database.WriteAsync(
            db => db.OutboxRecipients.Where(row => ids.Contains(row.Id) && row.AnnouncedStage > 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsExpected, true)),
            cancellationToken) > 0)
        {
            changes.Publish(ChangeKind.Outbox);
        }
    }
}
