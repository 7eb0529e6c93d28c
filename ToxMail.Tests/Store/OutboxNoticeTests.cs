using ToxMail.Core.Store.Outgoing;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

/// <summary>Notices come with the end they tell of, once.</summary>
public sealed class OutboxNoticeTests
{
    [Fact]
    public async Task Puts_a_notice_into_the_inbox_with_the_end_it_tells_of()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        var notice = await store.NoticeAsync();

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Failed, "too large", Notice: notice)], Ct);

        Assert.Equal(notice.Blob.Id, Assert.Single(await store.Inbox.SnapshotAsync(Ct)).Blob);
        Assert.Equal("too large", (await store.Outbox.FindAsync(id, Ct))!.LastError);
    }

    [Fact]
    public async Task Ignores_results_of_a_cancelled_row_and_drops_their_notices()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.CancelAsync(id, Ct));

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Failed, "refused", Notice: await store.NoticeAsync())], Ct);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered)], Ct);

        Assert.Equal(DeliveryState.Cancelled, (await store.Outbox.FindAsync(id, Ct))!.State);
        Assert.Empty(await store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task Keeps_a_notice_when_its_result_is_recorded_twice()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        var result = new AttemptResult(id, DeliveryState.Failed, "refused", Notice: await store.NoticeAsync());

        await store.Outbox.RecordAsync([result], Ct);
        await store.Outbox.RecordAsync([result], Ct);

        Assert.True(store.Blobs.Exists(Assert.Single(await store.Inbox.SnapshotAsync(Ct)).Blob));
    }
}
