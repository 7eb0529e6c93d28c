using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Outgoing;

/// <summary>What time brings to mail on its way out: attempts that become due, notices, expiry.</summary>
internal sealed class OutboxCalendar(StoreDatabase database, BlobStore blobs, ChangeFeed changes, OutboxOptions options, TimeProvider time)
{
    private const int BatchLimit = 500;

    /// <summary>After the clock was set back: no attempt, notice or expiry may wait until it has caught up.</summary>
    public async Task ClockSetBackAsync(TimeSpan longestWait, CancellationToken cancellationToken)
    {
        if (await database.WriteAsync(db => db.BringBackAsync(longestWait, options, time.GetUtcNow()), cancellationToken) > 0)
        {
            changes.Publish(ChangeKind.Outbox);
        }
    }

    /// <summary>The earliest of the attempts to come, the expiries and the notices. The latter two may be past: then they wait to be dealt with.</summary>
    public async Task<DateTimeOffset?> NextEventAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = database.Open();
        DateTimeOffset?[] events =
        [
            await db.OutboxRecipients.Where(row => row.NextAttempt > now).OrderBy(row => row.NextAttempt).Select(row => row.NextAttempt).FirstOrDefaultAsync(cancellationToken),
            await Resting(db).Where(row => row.ExpiresAt != null).OrderBy(row => row.ExpiresAt).Select(row => row.ExpiresAt).FirstOrDefaultAsync(cancellationToken),
            await Resting(db).Where(row => row.DelayNoticeAt != null).OrderBy(row => row.DelayNoticeAt).Select(row => row.DelayNoticeAt).FirstOrDefaultAsync(cancellationToken),
            await db.OutboxRecipients.Where(row => row.SuccessNoticeAt != null).OrderBy(row => row.SuccessNoticeAt).Select(row => row.SuccessNoticeAt).FirstOrDefaultAsync(cancellationToken),
        ];
        return events.Min();
    }

    /// <summary>At most 500 rows past their expiry and not being sent just now.</summary>
    public async Task<IReadOnlyList<QueuedMail>> ExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Resting(db).Where(row => row.ExpiresAt <= now).OrderBy(row => row.ExpiresAt).Take(BatchLimit)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>At most 500 rows whose sender is to be told that they still wait.</summary>
    public async Task<IReadOnlyList<QueuedMail>> DelayedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await Resting(db).Where(row => row.DelayNoticeAt <= now).OrderBy(row => row.DelayNoticeAt).Take(BatchLimit)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>Puts the delay notice into the own inbox and sets the time of the next one, in one transaction; a null notice only does the latter.</summary>
    public async Task MarkDelayNoticeAsync(long id, NewInboxMail? notice, CancellationToken cancellationToken)
    {
        blobs.Require([notice]);
        var dropped = await database.WriteAsync(db => db.MarkDelayNoticeAsync(id, notice, options, time.GetUtcNow()), cancellationToken);
        blobs.DeleteAll(dropped);
        changes.PublishOutbox(withNotice: notice is not null);
    }

    /// <summary>At most 500 rows whose sender is to be told that the mail was delivered.</summary>
    public async Task<IReadOnlyList<QueuedMail>> OwingSuccessNoticeAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.OutboxRecipients.Where(row => row.SuccessNoticeAt != null).OrderBy(row => row.SuccessNoticeAt).Take(BatchLimit)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>Puts the success notice into the own inbox, once, and lets the mail go.</summary>
    public async Task MarkSuccessNoticeAsync(long id, NewInboxMail? notice, CancellationToken cancellationToken)
    {
        blobs.Require([notice]);
        var dropped = await database.WriteAsync(db => db.MarkSuccessNoticeAsync(id, notice, time.GetUtcNow()), cancellationToken);
        blobs.DeleteAll(dropped);
        changes.PublishOutbox(withNotice: notice is not null);
    }

    /// <summary>An attempt under way may go on past the end of its time; it is judged when it is over.</summary>
    private static IQueryable<OutboxRecipient> Resting(ToxMailDb db) => db.OutboxRecipients.Where(row => row.State != DeliveryState.Sending);
}
