using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

/// <summary>Mail of which a receipt has told that it arrived, and does not count yet.</summary>
public sealed class ConfirmedMailTests
{
    [Fact]
    public async Task Is_delivered_to_the_user_and_on_its_way_to_all_else()
    {
        await using var store = await OpenAsync();
        var id = await ConfirmAsync(store);
        await store.RestartAsync();

        var row = (await store.Outbox.FindAsync(id, Ct))!;
        Assert.Equal((DeliveryState.Delivered, MailVia.Relay, null, null, row.SizeBytes), (row.State, row.Via, row.NextAttempt, row.LastError, row.SentBytes));
        Assert.Equal(id, Assert.Single((await store.Outbox.ListAsync(DeliveryState.Delivered, 0, 10, Ct)).Entries).Id);
        Assert.Empty((await store.Outbox.ListAsync(DeliveryState.Relayed, 0, 10, Ct)).Entries);
        var totals = await store.Outbox.TotalsAsync(Ct);
        Assert.Equal((1, 0, 0), (totals[DeliveryState.Delivered], totals[DeliveryState.Relayed], totals.Pending));
        Assert.Equal(new RelayedTotals(0, 1, 0), await store.Store.RelayedOutbox.TotalsAsync(Ct));
        Assert.Empty(await store.Store.RelayedOutbox.ListAsync(10, Ct));
        Assert.Equal((OutboxCommandResult.AlreadyFinal, OutboxCommandResult.AlreadyFinal), (await store.Outbox.RetryAsync(id, Ct), await store.Outbox.CancelAsync(id, Ct)));

        Assert.Equal([id], (await store.DueAsync(2)).Select(static mail => mail.Id));
        Assert.Equal([id], (await store.Store.RelayedOutbox.DueAsync((PublicKey[])[Key(2)], 1, store.Time.GetUtcNow(), 0, long.MaxValue, Ct)).Select(static mail => mail.Id));
        Assert.Equal([id], (await store.Store.RelayedOutbox.AwaitingReceiptAsync(Key(2), Ct)).Select(static mail => mail.Id));
        Assert.Equal([id], (await store.Store.RelayedOutbox.OnTheirWayAsync(store.Time.GetUtcNow(), Ct)).Keys);
        Assert.Empty(await store.Store.RelayedOutbox.ReleasableAsync(Ct));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Failed)]
    [InlineData(DeliveryState.Expired)]
    public async Task However_it_ends_it_was_delivered_and_nothing_else_is_told(DeliveryState end)
    {
        await using var store = await OpenAsync();
        var id = await ConfirmAsync(store);
        store.Time.Advance(store.Options.ExpireAfter);
        var notice = end == DeliveryState.Delivered ? null : await store.NoticeAsync();
        await store.Outbox.RecordAsync([new AttemptResult(id, end, "a reason", Notice: notice) { Via = MailVia.Direct }], Ct);

        var row = (await store.Outbox.FindAsync(id, Ct))!;
        Assert.Equal((DeliveryState.Delivered, MailVia.Relay, null), (row.State, row.Via, row.LastError));
        Assert.Empty(await store.Inbox.SnapshotAsync(Ct));
        Assert.Single(await store.Store.RelayedOutbox.ReleasableAsync(Ct));
        Assert.Equal(1, (await store.Outbox.TotalsAsync(Ct))[DeliveryState.Delivered]);
    }

    [Fact]
    public async Task Its_sender_is_told_of_the_delivery_once_and_of_no_delay()
    {
        await using var store = await OpenAsync();
        var id = await ConfirmAsync(store, owesSuccessNotice: true);
        store.Time.Advance(TimeSpan.FromDays(2));
        Assert.Empty(await store.Calendar.DelayedAsync(store.Time.GetUtcNow(), Ct));
        Assert.Equal(id, Assert.Single(await store.Calendar.OwingSuccessNoticeAsync(Ct)).Id);
        await store.Calendar.MarkSuccessNoticeAsync(id, await store.NoticeAsync(), Ct);

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered) { Via = MailVia.Relay, OwesSuccessNotice = true }], Ct);
        Assert.Empty(await store.Calendar.OwingSuccessNoticeAsync(Ct));
        Assert.Single(await store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task An_attempt_goes_on_as_if_nothing_had_been_heard()
    {
        await using var store = await OpenAsync();
        var id = await ConfirmAsync(store);
        Assert.Equal([id], await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1], [2])], Ct));
        Assert.Equal((DeliveryState.Delivered, MailVia.Relay), ((await store.Outbox.FindAsync(id, Ct))!.State, (await store.Outbox.FindAsync(id, Ct))!.Via));
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.AwaitingPeer, "lost")], Ct);
        Assert.Equal([id], (await store.DueAsync(2)).Select(static mail => mail.Id));
        Assert.Null((await store.Outbox.FindAsync(id, Ct))!.LastError);
    }

    [Fact]
    public async Task A_receipt_that_does_not_count_yet_is_kept_with_the_end_of_its_envelope()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        var arrival = new RelayedArrival
        {
            Sender = Key(2),
            MailId = new byte[16],
            Status = RelayedArrival.NothingToTell,
            DueAt = store.Time.GetUtcNow().AddDays(1),
            ForgetAt = store.Time.GetUtcNow().AddDays(16),
            Envelopes = [(Enumerable.Repeat((byte)1, 16).ToArray(), new byte[32])],
            Receipt = [1, 2, 3],
        };
        await inbox.OweAsync(arrival, Ct);
        await inbox.OweAsync(arrival with { Envelopes = [(Enumerable.Repeat((byte)2, 16).ToArray(), new byte[32])], Receipt = null }, Ct);
        await store.RestartAsync();
        inbox = store.Store.RelayedInbox;
        var kept = Assert.Single(await inbox.WithReceiptAsync(Ct));
        Assert.Equal([1, 2, 3], kept.Receipt!);

        await inbox.CountedAsync(kept, Ct);
        Assert.Empty(await inbox.WithReceiptAsync(Ct));
        Assert.Equal(2, (await inbox.DueAsync(store.Time.GetUtcNow().AddDays(1), DateTimeOffset.MaxValue, Ct)).Count);
    }

    /// <summary>Handed to relays once, and confirmed.</summary>
    private static async Task<long> ConfirmAsync(TemporaryStore store, bool owesSuccessNotice = false)
    {
        await store.AddContactAsync(2);
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1], [2], [new RelayedCopy([9], store.Time.GetUtcNow().AddDays(30))]), Ct);
        await store.Outbox.ConfirmAsync([new AttemptResult(id, DeliveryState.Delivered) { Via = MailVia.Relay, OwesSuccessNotice = owesSuccessNotice }], Ct);
        return id;
    }
}
