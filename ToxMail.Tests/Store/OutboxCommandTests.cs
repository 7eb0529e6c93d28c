using ToxMail.Core.Store.Outgoing;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class OutboxCommandTests
{
    [Theory]
    [InlineData(DeliveryState.Failed)]
    [InlineData(DeliveryState.Cancelled)]
    public async Task Sends_an_undelivered_mail_again_from_the_start(DeliveryState end)
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = Assert.Single(await store.QueueAsync(2));
        var parcel = Assert.Single(await store.DueAsync(2)).ParcelId;
        await store.SendAsync(id, end);
        store.Time.Advance(TimeSpan.FromDays(20));

        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.RetryAsync(id, Ct));

        var due = Assert.Single(await store.DueAsync(2));
        Assert.Equal(parcel, due.ParcelId);
        Assert.Equal(0, due.Attempts);
        Assert.Null(due.LastError);
        Assert.Equal(store.Time.GetUtcNow() + store.Options.ExpireAfter, due.ExpiresAt);
        await store.SendAsync(id, DeliveryState.Delivered);
    }

    [Fact]
    public async Task Tries_a_waiting_row_at_once()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = Assert.Single(await store.QueueAsync(2));
        await store.SendAsync(id, DeliveryState.AwaitingPeer, nextIn: TimeSpan.FromHours(1));
        Assert.Empty(await store.DueAsync(2));

        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.RetryAsync(id, Ct));
        Assert.Equal(1, Assert.Single(await store.DueAsync(2)).Attempts);
    }

    [Fact]
    public async Task Says_why_it_does_not_retry()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = Assert.Single(await store.QueueAsync(2));

        Assert.Equal(OutboxCommandResult.NotFound, await store.Outbox.RetryAsync(id + 1, Ct));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        Assert.Equal(OutboxCommandResult.UnderWay, await store.Outbox.RetryAsync(id, Ct));
        await store.Contacts.RemoveAsync(Key(2), Ct);
        Assert.Equal(OutboxCommandResult.NotAContact, await store.Outbox.RetryAsync(id, Ct));
        await store.AddContactAsync(2);
        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.RetryAsync(id, Ct));
        await store.SendAsync(id, DeliveryState.Delivered);
        Assert.Equal(OutboxCommandResult.AlreadyFinal, await store.Outbox.RetryAsync(id, Ct));
    }

    [Theory] // docs/protocol.md §2.1
    [InlineData(true, 52, OutboxCommandResult.Done)]
    [InlineData(true, 54, OutboxCommandResult.TooOld)]
    [InlineData(false, 54, OutboxCommandResult.Done)]
    public async Task Offers_nothing_again_that_the_recipient_may_have_forgotten(bool offered, int days, OutboxCommandResult result)
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, offered ? new byte[32] : null)], Ct);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Failed, "a reason")], Ct);

        store.Time.Advance(TimeSpan.FromDays(days));

        Assert.Equal(result, await store.Outbox.RetryAsync(id, Ct));
    }

    [Fact]
    public async Task Says_why_it_does_not_cancel()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));

        Assert.Equal(OutboxCommandResult.NotFound, await store.Outbox.CancelAsync(id + 1, Ct));
        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.CancelAsync(id, Ct));
        Assert.Equal(OutboxCommandResult.AlreadyFinal, await store.Outbox.CancelAsync(id, Ct));
    }

    [Fact]
    public async Task Forgets_finished_rows_after_their_time_but_nothing_that_still_waits()
    {
        await using var store = await OpenAsync(new OutboxOptions { ExpireAfter = TimeSpan.FromDays(365) });
        var failed = Assert.Single(await store.QueueAsync(2));
        var waiting = await store.QueueAsync(2, 3);
        await store.SendAsync(failed, DeliveryState.Failed);
        await store.SendAsync(waiting[0], DeliveryState.Delivered);

        store.Time.Advance(TimeSpan.FromDays(29));
        await store.Store.CleanAsync(Ct);
        Assert.NotNull(await store.Outbox.FindAsync(failed, Ct));

        store.Time.Advance(TimeSpan.FromDays(2));
        await store.Store.CleanAsync(Ct);
        Assert.Null(await store.Outbox.FindAsync(failed, Ct));
        Assert.NotNull(await store.Outbox.FindAsync(waiting[0], Ct));
    }
}
