using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Relaying;

/// <summary>The outbox as the relay sees it: what may be handed over, what was, and whose envelopes can go.</summary>
internal sealed class RelayedOutbox(StoreDatabase database, ChangeFeed changes)
{
    private const int BatchLimit = 64;

    /// <summary>At most 64 waiting rows of mails in a range of sizes, the lower end not included, that were handed over at most so often and were queued before a time, oldest first.</summary>
    internal async Task<IReadOnlyList<QueuedMail>> DueAsync(
        IReadOnlyCollection<PublicKey> recipients, int handedOver, DateTimeOffset queuedBefore, long largerThan, long maxBytes, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.Relayable(recipients, queuedBefore)
            .Where(row => row.RelayStage <= handedOver && row.SizeBytes > largerThan && row.SizeBytes <= maxBytes)
            .OrderBy(row => row.Id).Take(BatchLimit)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>Writes down that a mail was handed over. Its envelopes are known from here on even when it was delivered or withdrawn meanwhile: then they are to be released.</summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was written.</exception>
    internal async Task RelayedAsync(RelayedMail relayed, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async db =>
            {
                if (await db.RowAsync(relayed.Id) is { } row)
                {
                    row.Relay(relayed);
                    db.AddCopies(relayed);
                }

                return await db.SaveChangesAsync();
            },
            cancellationToken);
        changes.Publish(ChangeKind.Outbox);
    }

    /// <summary>Rows for this recipient that were handed over and have not ended, or were withdrawn when they may have arrived: what a receipt of its may speak of.</summary>
    internal async Task<IReadOnlyList<QueuedMail>> AwaitingReceiptAsync(PublicKey recipient, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.OutboxRecipients
            .Where(row => (row.State == DeliveryState.Relayed || row.State == DeliveryState.Sending || row.State == DeliveryState.Cancelled) && row.PublicKey == recipient && row.RelayStage > 0)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>The x of every envelope that has not expired, by the mails that are on their way, or word of them is; a mail may have none left.</summary>
    internal async Task<IReadOnlyDictionary<long, IReadOnlyList<byte[]>>> OnTheirWayAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.OutboxRecipients.Where(row => (row.RelayStage > 0 || (row.AnnouncedStage > 0 && !row.IsExpected)) && row.FinishedAt == null)
            .Select(row => new { row.Id, Releases = db.RelayCopies.Where(copy => copy.RecipientId == row.Id && copy.ExpiresAt > now).Select(copy => copy.Release).ToList() })
            .ToDictionaryAsync(row => row.Id, IReadOnlyList<byte[]> (row) => row.Releases, cancellationToken);
    }

    /// <summary>Mails whose envelopes are no more: they are handed over, introduced or announced as if they never were.</summary>
    internal Task StartAnewAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        database.WriteAsync(db => StartAnewAsync(db, row => ids.Contains(row.Id)), cancellationToken);

    /// <summary>The x of every envelope of mail to a contact that has not ended.</summary>
    internal async Task<IReadOnlyList<byte[]>> ReleasesForAsync(PublicKey recipient, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.RelayCopies.Where(copy => copy.Recipient.PublicKey == recipient && copy.Recipient.FinishedAt == null).Select(copy => copy.Release).ToListAsync(cancellationToken);
    }

    /// <summary>All mail to a contact that has not ended waits as if it had never been handed over; its envelopes were released.</summary>
    internal async Task WithdrawAsync(PublicKey recipient, CancellationToken cancellationToken)
    {
        var changed = await database.WriteAsync(
            async db => await db.RelayCopies.Where(copy => copy.Recipient.PublicKey == recipient && copy.Recipient.FinishedAt == null).ExecuteDeleteAsync()
                + await StartAnewAsync(db, row => row.PublicKey == recipient && (row.RelayStage > 0 || row.AnnouncedStage > 0)),
            cancellationToken);
        if (changed > 0)
        {
            changes.Publish(ChangeKind.Outbox);
        }
    }

    /// <summary>Values of x whose mails have ended and which nobody needs to carry any more, with the numbers to forget them by.</summary>
    internal async Task<IReadOnlyDictionary<long, byte[]>> ReleasableAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.RelayCopies.Where(copy => copy.Recipient.FinishedAt != null).OrderBy(copy => copy.Id).Take(BatchLimit)
            .ToDictionaryAsync(copy => copy.Id, copy => copy.Release, cancellationToken);
    }

    /// <summary>Forgets envelopes that were released, and those that nobody holds any more.</summary>
    internal Task ForgetCopiesAsync(IReadOnlyCollection<long> ids, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        db => db.RelayCopies.Where(copy => ids.Contains(copy.Id) || copy.ExpiresAt <= now).ExecuteDeleteAsync(),
        cancellationToken);

    /// <summary>For the Relay page: the mails on their way, oldest first.</summary>
    internal async Task<IReadOnlyList<RelayedEntry>> ListAsync(int take, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.OutboxRecipients.Where(row => row.RelayStage > 0 && row.FinishedAt == null && !row.IsConfirmed).OrderBy(row => row.Id).Take(take)
            .Select(row => new RelayedEntry
            {
                Id = row.Id,
                Subject = row.Mail.Subject,
                Recipient = row.Address,
                PublicKey = row.PublicKey,
                SizeBytes = row.Mail.SizeBytes,
                QueuedAt = row.Mail.QueuedAt,
                IsIntro = row.Via == MailVia.Intro,
                Stage = row.RelayStage,
                Envelopes = db.RelayCopies.Count(copy => copy.RecipientId == row.Id),
                ExpiresAt = row.ExpiresAt,
            })
            .ToListAsync(cancellationToken);
    }

    /// <summary>For the Relay page: mails on their way, delivered through relays, and handed over more than once.</summary>
    internal async Task<RelayedTotals> TotalsAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var relayed = db.OutboxRecipients.Where(row => row.RelayStage > 0);
        return new RelayedTotals(
            await relayed.CountAsync(row => row.FinishedAt == null && !row.IsConfirmed, cancellationToken),
            await relayed.CountAsync(row => row.IsConfirmed || (row.State == DeliveryState.Delivered && (row.Via == MailVia.Relay || row.Via == MailVia.Intro)), cancellationToken),
            await relayed.CountAsync(row => row.RelayStage > 1, cancellationToken));
    }

    private static Task<int> StartAnewAsync(ToxMailDb db, Expression<Func<OutboxRecipient, bool>> which) =>
        db.OutboxRecipients.Where(which).Where(row => row.FinishedAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.RelayStage, 0)
            .SetProperty(row => row.AnnouncedStage, 0)
            .SetProperty(row => row.IsExpected, false)
            .SetProperty(row => row.State, row => row.State == DeliveryState.Relayed ? DeliveryState.AwaitingPeer : row.State)
            .SetProperty(row => row.Via, (MailVia?)null));
}
