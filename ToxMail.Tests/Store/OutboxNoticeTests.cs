using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
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
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered, Notice: await store.NoticeAsync()) { Via = MailVia.Local }], Ct);

        Assert.Equal(DeliveryState.Cancelled, (await store.Outbox.FindAsync(id, Ct))!.State);
        Assert.Empty(await store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task A_cancelled_row_whose_mail_arrived_all_the_same_was_delivered()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        var withdrawn = new List<long>();
        store.Outbox.Withdrawn += withdrawn.Add;
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);
        await store.Outbox.CancelAsync(id, Ct);
        await store.Outbox.CancelAsync(id, Ct);

        Assert.Equal([id], withdrawn);
        Assert.Equal("Cancelled by you while it was being sent: it may have arrived.", (await store.Outbox.FindAsync(id, Ct))!.LastError);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered) { Via = MailVia.Direct, OwesSuccessNotice = true }], Ct);

        var row = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Delivered, null, (MailVia?)MailVia.Direct), (row!.State, row.LastError, row.Via));
        Assert.Equal(id, Assert.Single(await store.Calendar.OwingSuccessNoticeAsync(Ct)).Id);
    }

    [Fact]
    public async Task A_receipt_may_speak_of_a_mail_that_was_withdrawn_after_it_was_handed_over()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1], [2], []), Ct);

        await store.Outbox.CancelAsync(id, Ct);

        Assert.Equal(id, Assert.Single(await store.Store.RelayedOutbox.AwaitingReceiptAsync(Key(2), Ct)).Id);
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
