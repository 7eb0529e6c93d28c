using ToxMail.Core.Store.Outgoing;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class OutboxCalendarTests
{
    [Fact]
    public async Task Nothing_is_to_come_for_an_empty_outbox()
    {
        await using var store = await OpenAsync();

        Assert.Null(await store.Calendar.NextEventAsync(Ct));
    }

    [Fact]
    public async Task Names_the_next_attempt_then_the_notice_then_the_expiry()
    {
        await using var store = await OpenAsync(new OutboxOptions { SecondDelayNoticeAfter = TimeSpan.Zero });
        var queued = store.Time.GetUtcNow();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.SendAsync(id, DeliveryState.AwaitingPeer, nextIn: TimeSpan.FromMinutes(1));
        Assert.Equal(queued + TimeSpan.FromMinutes(1), await store.Calendar.NextEventAsync(Ct));

        store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(queued + TimeSpan.FromHours(4), await store.Calendar.NextEventAsync(Ct));
        store.Time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(queued + TimeSpan.FromHours(4), await store.Calendar.NextEventAsync(Ct));
        await store.Calendar.MarkDelayNoticeAsync(id, await store.NoticeAsync(), Ct);
        Assert.Equal(queued + TimeSpan.FromDays(7), await store.Calendar.NextEventAsync(Ct));
        await store.SendAsync(id, DeliveryState.Delivered);
        Assert.Null(await store.Calendar.NextEventAsync(Ct));
    }

    [Fact]
    public async Task Tells_of_a_delay_twice()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        Assert.Empty(await store.Calendar.DelayedAsync(store.Time.GetUtcNow(), Ct));

        foreach (var wait in (int[])[4, 20])
        {
            store.Time.Advance(TimeSpan.FromHours(wait));
            Assert.Equal(id, Assert.Single(await store.Calendar.DelayedAsync(store.Time.GetUtcNow(), Ct)).Id);
            await store.Calendar.MarkDelayNoticeAsync(id, await store.NoticeAsync(), Ct);
            Assert.Empty(await store.Calendar.DelayedAsync(store.Time.GetUtcNow(), Ct));
        }

        store.Time.Advance(TimeSpan.FromDays(3));
        Assert.Empty(await store.Calendar.DelayedAsync(store.Time.GetUtcNow(), Ct));
        Assert.Equal(2, (await store.Inbox.SnapshotAsync(Ct)).Count);
    }

    [Fact]
    public async Task One_notice_is_enough_when_the_node_was_off_past_the_second()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        store.Time.Advance(TimeSpan.FromDays(2));
        await store.Calendar.MarkDelayNoticeAsync(id, await store.NoticeAsync(), Ct);

        Assert.Empty(await store.Calendar.DelayedAsync(store.Time.GetUtcNow(), Ct));
    }

    [Theory]
    [InlineData(DsnNotify.Default, true)]
    [InlineData(DsnNotify.Delay | DsnNotify.Failure, true)]
    [InlineData(DsnNotify.Failure, false)]
    [InlineData(DsnNotify.Never, false)]
    public async Task Tells_of_a_delay_only_those_who_want_to_know(DsnNotify notify, bool told)
    {
        await using var store = await OpenAsync();
        var mail = await store.MailAsync(2);
        await store.Outbox.AddAsync(mail with { Recipients = [mail.Recipients[0] with { Notify = notify }] }, Ct);
        store.Time.Advance(TimeSpan.FromHours(4));

        Assert.Equal(told, (await store.Calendar.DelayedAsync(store.Time.GetUtcNow(), Ct)).Count == 1);
    }

    [Fact]
    public async Task Drops_a_delay_notice_that_comes_after_the_end()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.SendAsync(id, DeliveryState.Delivered);

        await store.Calendar.MarkDelayNoticeAsync(id, await store.NoticeAsync(), Ct);
        await store.Calendar.MarkDelayNoticeAsync(id + 1, await store.NoticeAsync(), Ct);
        Assert.Empty(await store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task Expires_what_waits_but_not_what_is_being_sent()
    {
        await using var store = await OpenAsync();
        var waiting = Assert.Single(await store.QueueAsync(2));
        var sending = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(sending, null, null)], Ct);
        Assert.Empty(await store.Calendar.ExpiredAsync(store.Time.GetUtcNow(), Ct));

        store.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(waiting, Assert.Single(await store.Calendar.ExpiredAsync(store.Time.GetUtcNow(), Ct)).Id);
        await store.Outbox.RecordAsync([new AttemptResult(waiting, DeliveryState.Expired, "gave up", Notice: await store.NoticeAsync())], Ct);
        Assert.Empty(await store.Calendar.ExpiredAsync(store.Time.GetUtcNow(), Ct));

        await store.Outbox.RecordAsync([new AttemptResult(sending, DeliveryState.AwaitingPeer)], Ct);
        Assert.Equal(sending, Assert.Single(await store.Calendar.ExpiredAsync(store.Time.GetUtcNow(), Ct)).Id);
    }

    [Fact]
    public async Task An_expiry_does_not_hit_a_row_that_the_user_just_started_anew()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = Assert.Single(await store.QueueAsync(2));
        store.Time.Advance(TimeSpan.FromDays(7));
        await store.Outbox.CancelAsync(id, Ct);
        await store.Outbox.RetryAsync(id, Ct);

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Expired, "gave up", Notice: await store.NoticeAsync())], Ct);

        Assert.Equal(DeliveryState.AwaitingPeer, (await store.Outbox.FindAsync(id, Ct))!.State);
        Assert.Empty(await store.Inbox.SnapshotAsync(Ct));
    }
}
