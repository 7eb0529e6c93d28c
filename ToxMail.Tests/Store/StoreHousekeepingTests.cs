using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

/// <summary>What the running store forgets by itself, hour by hour.</summary>
public sealed class StoreHousekeepingTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_running_store_forgets_finished_mail_after_30_days_and_received_digests_after_60()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.SendAsync(id, DeliveryState.Failed);
        var arrival = await store.ArrivalAsync(3, parcel: 1);
        await store.Inbox.AddAsync([arrival], Ct);
        using var housekeeping = new StoreHousekeeping(store.Store, store.Time, NullLogger<StoreHousekeeping>.Instance);
        await housekeeping.StartAsync(Ct);

        await LetPassAsync(store, 29 * 24, static () => Task.FromResult(true));
        Assert.NotNull(await store.Outbox.FindAsync(id, Ct));
        await LetPassAsync(store, 25, async () => await store.Outbox.FindAsync(id, Ct) is null);
        Assert.True(await store.Inbox.HasReceivedAsync(Key(3), arrival.Digest!, Ct));
        await LetPassAsync(store, 31 * 24, async () => !await store.Inbox.HasReceivedAsync(Key(3), arrival.Digest!, Ct));

        Assert.Single(await store.Inbox.SnapshotAsync(Ct));
        await housekeeping.StopAsync(Ct);
    }

    /// <summary>Lets hours pass at once, and then one by one until the sweep has done it: its thread may not have had its timer yet.</summary>
    private static async Task LetPassAsync(TemporaryStore store, int hours, Func<Task<bool>> done)
    {
        store.Time.Advance(TimeSpan.FromHours(hours));
        await Support.Nodes.Wait.UntilAsync(DoneOrLaterAsync, Timeout, () => $"the sweep after {hours} hours", Ct);

        async Task<bool> DoneOrLaterAsync()
        {
            var isDone = await done();
            store.Time.Advance(isDone ? TimeSpan.Zero : TimeSpan.FromHours(1));
            return isDone;
        }
    }
}
