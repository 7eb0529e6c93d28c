using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store;

/// <summary>Mail on its way out: one row for each recipient, from the "250" to its end.</summary>
public sealed class Outbox
{
    private const int BatchLimit = 500;

    /// <summary>Queues a mail for all its recipients in one transaction and returns its queue id. Recipients with one key become one row.</summary>
    public Task<string> AddAsync(NewMail mail, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Rows, newest first; all states when <paramref name="state"/> is null.</summary>
    public Task<OutboxPage> ListAsync(DeliveryState? state, int skip, int take, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>One row, or null.</summary>
    public Task<OutboxEntry?> FindAsync(long id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Rows in each state.</summary>
    public Task<OutboxTotals> TotalsAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The user wants it tried now: a waiting row at once, an undelivered one from the start.</summary>
    public Task<OutboxCommandResult> RetryAsync(long id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The user withdraws it. An attempt under way may still arrive; its result is then ignored.</summary>
    public Task<OutboxCommandResult> CancelAsync(long id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>At start: attempts that a stop cut off wait for their next one.</summary>
    public Task ReleaseInterruptedAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Rows for this peer whose next attempt is due, oldest first.</summary>
    public Task<IReadOnlyList<QueuedMail>> DueForAsync(PublicKey peer, DateTimeOffset now, int take, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Keys that mail waits for.</summary>
    public Task<IReadOnlyList<PublicKey>> PeersWithMailAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The earliest future attempt, expiry or delay notice; a past one that is not dealt with counts as now.</summary>
    public Task<DateTimeOffset?> NextEventAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Claims rows in <see cref="DeliveryState.AwaitingPeer"/> in one transaction and returns the ids really claimed.</summary>
    public Task<IReadOnlyList<long>> BeginAttemptsAsync(IReadOnlyList<AttemptStart> starts, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Records results and puts their notices into the own inbox in one transaction. Rows already final stay as they are.</summary>
    public Task RecordAsync(IReadOnlyList<AttemptResult> results, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Octets the running attempt has sent; kept in memory only.</summary>
    public void ReportProgress(long id, long sentBytes) => throw new NotImplementedException();

    /// <summary>At most 500 rows past their expiry and not being sent just now.</summary>
    public Task<IReadOnlyList<QueuedMail>> ExpiredAsync(DateTimeOffset now, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>At most 500 rows whose sender is to be told that they still wait.</summary>
    public Task<IReadOnlyList<QueuedMail>> DelayedAsync(DateTimeOffset now, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Puts the delay notice into the own inbox and sets the time of the next one, in one transaction; a null notice only does the latter.</summary>
    public Task MarkDelayNoticeAsync(long id, NewInboxMail? notice, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The peer accepted the contact request: its mail may go.</summary>
    public Task ContactAcceptedAsync(PublicKey peer, CancellationToken ct) => throw new NotImplementedException();
}
