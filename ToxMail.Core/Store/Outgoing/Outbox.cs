using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Outgoing;

/// <summary>Mail on its way out: one row for each recipient, from the "250" to its end.</summary>
public sealed class Outbox
{
    private const int BatchLimit = 500;

    private readonly StoreDatabase _database;
    private readonly BlobStore _blobs;
    private readonly ChangeFeed _changes;
    private readonly OwnIdentity _own;
    private readonly OutboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<long, long> _progress = [];

    internal Outbox(StoreDatabase database, BlobStore blobs, ChangeFeed changes, OwnIdentity own, OutboxOptions options, TimeProvider time)
    {
        _database = database;
        _blobs = blobs;
        _changes = changes;
        _own = own;
        _options = options;
        _time = time;
    }

    /// <summary>The user withdrew this row: what sends it should stop.</summary>
    internal event Action<long>? Withdrawn;

    /// <summary>
    /// Queues a mail for all its recipients in one transaction. Recipients with one key become one row. The same submission again, as of a
    /// client that saw no answer, is not queued twice: the result names the first, and this one's blob is dropped.
    /// </summary>
    /// <exception cref="ArgumentException">There is no recipient, or the blob is not there: a bug of the caller.</exception>
    /// <exception cref="IOException">The disk is full or broken; nothing was queued.</exception>
    public async Task<QueuedAs> AddAsync(NewMail mail, CancellationToken cancellationToken)
    {
        _blobs.Require(mail.Blob);
        _blobs.Require([mail.Notice]);
        var row = OutboxRows.New(mail, _options, _time.GetUtcNow());
        var queued = await _database.WriteHereAsync(db => db.InsertAsync(row, mail.Blob, mail.Notice, _own, _options.SameSubmissionWithin), cancellationToken);
        if (queued.IsNew)
        {
            _changes.PublishOutbox(withNotice: mail.Notice is not null);
        }
        else
        {
            _blobs.DeleteAll([mail.Blob.Id, .. mail.Notice is { } notice ? [notice.Blob.Id] : Array.Empty<BlobId>()]);
        }

        return queued;
    }

    /// <summary>Rows, newest first; all states when <paramref name="state"/> is null. At most 500 at once.</summary>
    public async Task<OutboxPage> ListAsync(DeliveryState? state, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        var rows = state is { } wanted ? db.OutboxRecipients.ShownAs(wanted) : db.OutboxRecipients;
        var entries = await rows.OrderByDescending(row => row.Id)
            .Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 0, BatchLimit))
            .Select(OutboxViews.Entry).ToListAsync(cancellationToken);
        return new OutboxPage(entries.ConvertAll(WithProgress), await rows.CountAsync(cancellationToken));
    }

    /// <summary>One row, or null.</summary>
    public async Task<OutboxEntry?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.OutboxRecipients.Where(row => row.Id == id).Select(OutboxViews.Entry).SingleOrDefaultAsync(cancellationToken) is { } entry
            ? WithProgress(entry)
            : null;
    }

    /// <summary>Rows in each state, as the user sees them.</summary>
    public async Task<OutboxTotals> TotalsAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        var totals = await CountAsync(db.OutboxRecipients, cancellationToken);
        foreach (var (state, count) in await CountAsync(db.OutboxRecipients.Where(static row => row.IsConfirmed), cancellationToken))
        {
            totals[state] -= count;
            totals[DeliveryState.Delivered] = totals.GetValueOrDefault(DeliveryState.Delivered) + count;
        }

        return new OutboxTotals(totals);
    }

    /// <summary>The user wants it tried now: a waiting row at once, an undelivered one from the start.</summary>
    public async Task<OutboxCommandResult> RetryAsync(long id, CancellationToken cancellationToken) =>
        Changed(await _database.WriteAsync(db => db.RetryAsync(id, _own, _options, _time.GetUtcNow()), cancellationToken));

    /// <summary>
    /// The user confirms the Tox ID that was found for the row's name: it becomes a contact, the name is pinned to it, and all mail that waits
    /// for just this goes on its way.
    /// </summary>
    public async Task<OutboxCommandResult> ConfirmAsync(long id, CancellationToken cancellationToken)
    {
        var result = Changed(await _database.WriteAsync(db => db.ConfirmAsync(id, _own, _time.GetUtcNow()), cancellationToken));
        if (result == OutboxCommandResult.Done)
        {
            _changes.Publish(ChangeKind.Contacts);
            _changes.Publish(ChangeKind.Requests);
        }

        return result;
    }

    /// <summary>The user withdraws it. Should an attempt under way arrive all the same, it was delivered.</summary>
    public async Task<OutboxCommandResult> CancelAsync(long id, CancellationToken cancellationToken)
    {
        var result = await _database.WriteAsync(db => db.CancelAsync(id, _time.GetUtcNow()), cancellationToken);
        _progress.TryRemove(id, out _);
        if (result == OutboxCommandResult.Done)
        {
            Withdrawn?.Invoke(id);
        }

        return Changed(result);
    }

    /// <summary>At start: attempts that a stop cut off wait for their next one.</summary>
    public async Task ReleaseInterruptedAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await _database.WriteAsync(
            db => db.OutboxRecipients.Where(row => row.State == DeliveryState.Sending).ReleaseAsync(now),
            cancellationToken);
        _progress.Clear();
        _changes.Publish(ChangeKind.Outbox);
    }

    /// <summary>A peer's link is closed: whatever still counts as being sent to it waits for its return.</summary>
    public async Task ReleaseInterruptedAsync(PublicKey peer, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var released = await _database.WriteAsync(
            db => db.OutboxRecipients.Where(row => row.State == DeliveryState.Sending && row.PublicKey == peer).ReleaseAsync(now),
            cancellationToken);
        if (released > 0)
        {
            _changes.Publish(ChangeKind.Outbox);
        }
    }

    /// <summary>Rows for this peer whose next attempt is due and whose mail has a size in this range, both ends included; oldest first.</summary>
    public async Task<IReadOnlyList<QueuedMail>> DueForAsync(PublicKey peer, DateTimeOffset now, long minBytes, long maxBytes, int take, CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.OutboxRecipients
            .Where(row => row.PublicKey == peer && row.NextAttempt <= now)
            .Where(row => row.SizeBytes >= minBytes && row.SizeBytes <= maxBytes)
            .OrderBy(row => row.Id).Take(take)
            .Select(OutboxViews.Queued).ToListAsync(cancellationToken);
    }

    /// <summary>The peer is there again: what waited for a later attempt is due now.</summary>
    public async Task MakeDueAsync(PublicKey peer, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var changed = await _database.WriteAsync(
            db => db.OutboxRecipients
                .Where(row => row.PublicKey == peer && row.NextAttempt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAttempt, now)),
            cancellationToken);
        if (changed > 0)
        {
            _changes.Publish(ChangeKind.Outbox);
        }
    }

    /// <summary>Says at every waiting row of this peer why it still waits; publishes only when that is news.</summary>
    public async Task NoteAsync(PublicKey peer, string why, CancellationToken cancellationToken)
    {
        var changed = await _database.WriteAsync(
            db => db.OutboxRecipients
                .Where(row => row.NextAttempt != null && row.PublicKey == peer && row.LastError != why)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastError, why)),
            cancellationToken);
        if (changed > 0)
        {
            _changes.Publish(ChangeKind.Outbox);
        }
    }

    /// <summary>Keys that mail waits for.</summary>
    public async Task<IReadOnlyList<PublicKey>> PeersWithMailAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.OutboxRecipients.Where(row => row.NextAttempt != null).Select(row => row.PublicKey).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Claims rows that wait for an attempt in one transaction and returns the ids really claimed.</summary>
    public async Task<IReadOnlyList<long>> BeginAttemptsAsync(IReadOnlyList<AttemptStart> starts, CancellationToken cancellationToken)
    {
        var claimed = await _database.WriteAsync(db => db.BeginAsync(starts), cancellationToken);
        _changes.Publish(ChangeKind.Outbox);
        return claimed;
    }

    /// <summary>Records results and puts their notices into the own inbox in one transaction. Rows already final stay as they are.</summary>
    /// <exception cref="ArgumentException">
    /// A result is <see cref="DeliveryState.Sending"/> or <see cref="DeliveryState.Relayed"/>, which only <see cref="BeginAttemptsAsync"/> and the relay give.
    /// </exception>
    public async Task RecordAsync(IReadOnlyList<AttemptResult> results, CancellationToken cancellationToken)
    {
        if (results.Any(result => result.State is DeliveryState.Sending or DeliveryState.Relayed))
        {
            throw new ArgumentException("An attempt cannot end in being sent or relayed.", nameof(results));
        }

        _blobs.Require(results.Select(result => result.Notice));
        var dropped = await _database.WriteAsync(db => db.RecordAsync(results, _time.GetUtcNow()), cancellationToken);
        foreach (var result in results)
        {
            _progress.TryRemove(result.Id, out _);
        }

        _blobs.DeleteAll(dropped);
        _changes.PublishOutbox(withNotice: results.Any(result => result.Notice is not null));
    }

    /// <summary>A receipt has told that these arrived, and does not count yet: the user sees them as delivered, and they go on being sent as if nothing had been heard.</summary>
    internal async Task ConfirmAsync(IReadOnlyList<AttemptResult> delivered, CancellationToken cancellationToken)
    {
        if (await _database.WriteAsync(db => db.ConfirmAsync(delivered, _time.GetUtcNow()), cancellationToken) > 0)
        {
            _changes.Publish(ChangeKind.Outbox);
        }
    }

    /// <summary>Octets the running attempt has sent; kept in memory only.</summary>
    public void ReportProgress(long id, long sentBytes)
    {
        _progress[id] = sentBytes;
        _changes.Publish(ChangeKind.Progress);
    }

    private static Task<Dictionary<DeliveryState, int>> CountAsync(IQueryable<OutboxRecipient> rows, CancellationToken cancellationToken) => rows
        .GroupBy(row => row.State)
        .Select(same => new { State = same.Key, Count = same.Count() })
        .ToDictionaryAsync(same => same.State, same => same.Count, cancellationToken);

    private OutboxEntry WithProgress(OutboxEntry entry) =>
        entry.State == DeliveryState.Sending && _progress.TryGetValue(entry.Id, out var sent) ? entry with { SentBytes = sent } : entry;

    private OutboxCommandResult Changed(OutboxCommandResult result)
    {
        if (result == OutboxCommandResult.Done)
        {
            _changes.Publish(ChangeKind.Outbox);
        }

        return result;
    }
}
