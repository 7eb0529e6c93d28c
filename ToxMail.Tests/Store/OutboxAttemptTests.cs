using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

/// <summary>From what is due to the result of an attempt.</summary>
public sealed class OutboxAttemptTests
{
    [Fact]
    public async Task Gives_what_is_due_for_one_peer_oldest_first()
    {
        await using var store = await OpenAsync();
        var ids = new List<long>();
        foreach (var number in (byte[])[2, 3, 2, 2])
        {
            ids.AddRange(await store.QueueAsync(number));
        }

        await store.SendAsync(ids[0], DeliveryState.AwaitingPeer, nextIn: TimeSpan.FromMinutes(5));

        Assert.Equal([ids[2], ids[3]], (await store.DueAsync(2)).Select(mail => mail.Id));
        Assert.Equal([ids[2]], (await store.DueAsync(2, take: 1)).Select(mail => mail.Id));
        Assert.Equal([Key(2), Key(3)], (await store.Outbox.PeersWithMailAsync(Ct)).Order());
        store.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal([ids[0], ids[2], ids[3]], (await store.DueAsync(2)).Select(mail => mail.Id));
    }

    [Fact]
    public async Task Claims_a_row_once()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        var start = new AttemptStart(id, [1, 2], [3]);

        Assert.Equal([id], await store.Outbox.BeginAttemptsAsync([start], Ct));
        Assert.Empty(await store.Outbox.BeginAttemptsAsync([start, new AttemptStart(id + 1, null, null)], Ct));

        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Sending, 1, null), (entry!.State, entry.Attempts, entry.NextAttempt));
        Assert.Empty(await store.DueAsync(2));
    }

    [Fact]
    public async Task Shows_how_far_an_attempt_is()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct);

        store.Outbox.ReportProgress(id, 12);
        Assert.Equal(12, (await store.Outbox.FindAsync(id, Ct))!.SentBytes);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.AwaitingPeer, "the link broke")], Ct);
        Assert.Equal(0, (await store.Outbox.FindAsync(id, Ct))!.SentBytes);
        await store.SendAsync(id, DeliveryState.Delivered);
        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((entry!.SizeBytes, (MailVia?)MailVia.Direct), (entry.SentBytes, entry.Via));
    }

    [Fact]
    public async Task Sends_the_same_parcel_again_after_a_stop()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        var parcel = Assert.Single(await store.DueAsync(2)).ParcelId;
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1, 2], [3])], Ct);

        await store.RestartAsync();

        var due = Assert.Single(await store.DueAsync(2));
        Assert.Equal(parcel, due.ParcelId);
        Assert.Equal([1, 2], due.ParcelHeader);
        Assert.Equal([3], due.Digest);
        Assert.Equal(1, due.Attempts);
    }

    [Fact]
    public async Task Keeps_the_bytes_until_the_last_recipient_has_them()
    {
        await using var store = await OpenAsync();
        var ids = await store.QueueAsync(2, 3);
        var blob = Assert.Single(await store.DueAsync(2)).Blob;

        await store.SendAsync(ids[0], DeliveryState.Delivered);
        Assert.True(store.Blobs.Exists(blob));
        await store.SendAsync(ids[1], DeliveryState.Delivered);
        Assert.False(store.Blobs.Exists(blob));
    }

    [Fact]
    public async Task An_attempt_cannot_end_in_being_sent()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));

        await Assert.ThrowsAsync<ArgumentException>(() => store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Sending)], Ct));
    }

    [Fact]
    public async Task Waits_at_relays_and_then_is_delivered()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1], [2], []), Ct);
        var relayed = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Relayed, (MailVia?)MailVia.Relay), (relayed!.State, relayed.Via));

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered)], Ct);
        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Delivered, (MailVia?)MailVia.Relay), (entry!.State, entry.Via));
    }

    [Fact]
    public async Task Is_tried_directly_while_relays_carry_it_and_waits_at_them_when_that_fails()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1], [2], []), Ct);
        Assert.Equal([Key(2)], await store.Outbox.PeersWithMailAsync(Ct));
        Assert.Equal([id], await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1], [2])], Ct));
        Assert.Equal(DeliveryState.Sending, (await store.Outbox.FindAsync(id, Ct))!.State);

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.AwaitingPeer, "lost")], Ct);
        Assert.Equal(DeliveryState.Relayed, (await store.Outbox.FindAsync(id, Ct))!.State);

        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1], [2])], Ct);
        await store.Outbox.ReleaseInterruptedAsync(Key(2), Ct);
        Assert.Equal((DeliveryState.Relayed, (MailVia?)MailVia.Relay), ((await store.Outbox.FindAsync(id, Ct))!.State, (await store.Outbox.FindAsync(id, Ct))!.Via));
    }

    [Fact]
    public async Task Handed_over_when_it_was_just_delivered_it_keeps_the_way_it_went()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1], [2])], Ct);
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered) { Via = MailVia.Direct }], Ct);

        await store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1], [2], [new RelayedCopy([9], store.Time.GetUtcNow().AddDays(1))]), Ct);

        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Delivered, (MailVia?)MailVia.Direct), (entry!.State, entry.Via));
        Assert.Equal([9], Assert.Single(await store.Store.RelayedOutbox.ReleasableAsync(Ct)).Value);
    }

    [Fact]
    public async Task Tried_after_an_intro_it_waits_as_an_intro_again_when_the_attempt_is_cut_off()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Store.IntroOutbox.IntroducedAsync(Key(2), new RelayedMail(id, 1, [1], [2], []), Ct);
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1], [2])], Ct);

        await store.Outbox.ReleaseInterruptedAsync(Key(2), Ct);

        var entry = await store.Outbox.FindAsync(id, Ct);
        Assert.Equal((DeliveryState.Relayed, (MailVia?)MailVia.Intro), (entry!.State, entry.Via));
    }

    [Fact]
    public async Task Handed_over_while_an_attempt_is_under_way_it_stays_with_the_attempt()
    {
        await using var store = await OpenAsync();
        var id = Assert.Single(await store.QueueAsync(2));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, [1], [2])], Ct);
        await store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1], [2], [new RelayedCopy([9], store.Time.GetUtcNow().AddDays(1))]), Ct);
        Assert.Equal(DeliveryState.Sending, (await store.Outbox.FindAsync(id, Ct))!.State);
        Assert.Empty(await store.Store.RelayedOutbox.ReleasableAsync(Ct));

        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.Delivered) { Via = MailVia.Direct }], Ct);
        var copies = await store.Store.RelayedOutbox.ReleasableAsync(Ct);
        Assert.Equal([9], Assert.Single(copies).Value);
        await store.Store.RelayedOutbox.ForgetCopiesAsync([.. copies.Keys], store.Time.GetUtcNow(), Ct);
        Assert.Empty(await store.Store.RelayedOutbox.ReleasableAsync(Ct));
    }
}
