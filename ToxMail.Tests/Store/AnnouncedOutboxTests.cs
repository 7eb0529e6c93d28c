using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class AnnouncedOutboxTests
{
    [Fact]
    public async Task Word_goes_of_what_is_too_large_to_be_carried_and_may_be()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        await store.AddContactAsync(3);
        await store.QueueAsync(2, 3);
        await store.Outbox.AddAsync(await store.MailAsync(2) with { RelayForbidden = true }, Ct);
        await store.Contacts.SettleAsync(Key(3), terms => terms with { OwnMail = false }, Ct);
        var mail = Assert.Single(await DueAsync(store, 0));

        Assert.Equal((Key(2), Announcement.None), (mail.PublicKey, mail.Announcement));
        Assert.Empty(await DueAsync(store, 0, largerThan: mail.SizeBytes));
        Assert.Empty(await store.Store.AnnouncedOutbox.DueAsync([Key(2)], 0, store.Time.GetUtcNow().AddSeconds(-1), 0, Ct));
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(mail.Id, null, null)], Ct);
        Assert.Empty(await DueAsync(store, 0));
    }

    [Fact]
    public async Task Word_goes_once_at_each_stage_and_makes_no_relayed_mail()
    {
        await using var store = await OpenAsync();
        var id = await QueueAsync(store);
        await AnnounceAsync(store, id, 1);
        Assert.Empty(await DueAsync(store, 0));
        await store.RestartAsync();
        Assert.Empty(await DueAsync(store, 0));
        Assert.Equal(id, Assert.Single(await DueAsync(store, 1)).Id);
        await AnnounceAsync(store, id, 2);
        Assert.Empty(await DueAsync(store, 1));

        var row = (await store.Outbox.FindAsync(id, Ct))!;
        Assert.Equal((DeliveryState.AwaitingPeer, null, Announcement.Sent), (row.State, row.Via, row.Announcement));
        Assert.Equal(new RelayedTotals(0, 0, 0), await store.Store.RelayedOutbox.TotalsAsync(Ct));
        Assert.Empty(await store.Store.RelayedOutbox.ListAsync(10, Ct));
        Assert.Empty(await store.Store.RelayedOutbox.AwaitingReceiptAsync(Key(2), Ct));
        var due = Assert.Single(await store.DueAsync(2));
        Assert.Equal([1, 2], due.ParcelHeader!);
        Assert.Equal(Digest(id), due.Digest);
    }

    [Fact]
    public async Task What_is_announced_may_be_handed_to_store_nodes_beside()
    {
        await using var store = await OpenAsync();
        var id = await QueueAsync(store);
        await AnnounceAsync(store, id, 1);
        var mail = Assert.Single(await DueForCarryingAsync(store, largerThan: 0));
        Assert.Empty(await DueForCarryingAsync(store, largerThan: mail.SizeBytes));

        await store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1, 2], Digest(id), [new RelayedCopy(Release(7), store.Time.GetUtcNow().AddDays(7))]), Ct);

        var row = (await store.Outbox.FindAsync(id, Ct))!;
        Assert.Equal((DeliveryState.Relayed, MailVia.Relay, Announcement.Sent), (row.State, row.Via, row.Announcement));
        Assert.Empty(await DueForCarryingAsync(store, largerThan: 0));
        Assert.Equal([id], (await DueAsync(store, 1)).Select(static due => due.Id));
        Assert.Equal([Release(1), Release(7)], await store.Store.RelayedOutbox.ReleasesForAsync(Key(2), Ct));
    }

    [Fact]
    public async Task Who_expects_a_mail_is_not_told_again()
    {
        await using var store = await OpenAsync();
        var (one, other) = (await QueueAsync(store), await QueueAsync(store));
        await AnnounceAsync(store, one, 1);
        await AnnounceAsync(store, other, 1);
        Assert.Equal([(one, Digest(one)), (other, Digest(other))], (await store.Store.AnnouncedOutbox.UnconfirmedAsync(Key(2), Ct)).Select(static row => (row.Key, row.Value)));
        Assert.Empty(await store.Store.AnnouncedOutbox.UnconfirmedAsync(Key(3), Ct));

        await store.Store.AnnouncedOutbox.ConfirmAsync([one], Ct);

        Assert.Equal([other], (await store.Store.AnnouncedOutbox.UnconfirmedAsync(Key(2), Ct)).Keys);
        Assert.Equal([other], (await DueAsync(store, 1)).Select(static mail => mail.Id));
        Assert.Equal([other], (await store.Store.RelayedOutbox.OnTheirWayAsync(store.Time.GetUtcNow(), Ct)).Keys);
        Assert.Equal(Announcement.Received, (await store.Outbox.FindAsync(one, Ct))!.Announcement);
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Cancelled)]
    public async Task The_word_is_taken_back_when_the_mail_has_ended(DeliveryState end)
    {
        await using var store = await OpenAsync();
        var id = await QueueAsync(store);
        await AnnounceAsync(store, id, 1);
        Assert.Empty(await store.Store.RelayedOutbox.ReleasableAsync(Ct));

        if (end == DeliveryState.Delivered)
        {
            await store.SendAsync(id, end);
        }
        else
        {
            await store.Outbox.CancelAsync(id, Ct);
        }

        Assert.Equal([Release(1)], (await store.Store.RelayedOutbox.ReleasableAsync(Ct)).Values);
    }

    [Fact]
    public async Task What_was_announced_with_keys_in_doubt_or_is_lost_is_announced_anew()
    {
        await using var store = await OpenAsync();
        var id = await QueueAsync(store);
        await AnnounceAsync(store, id, 1);
        await store.Store.AnnouncedOutbox.ConfirmAsync([id], Ct);
        Assert.Equal([Release(1)], await store.Store.RelayedOutbox.ReleasesForAsync(Key(2), Ct));
        await store.Store.RelayedOutbox.WithdrawAsync(Key(2), Ct);
        Assert.Equal(Announcement.None, Assert.Single(await DueAsync(store, 0)).Announcement);

        await AnnounceAsync(store, id, 1);
        await store.Store.RelayedOutbox.StartAnewAsync([id], Ct);
        Assert.Single(await DueAsync(store, 0));
    }

    [Fact]
    public async Task A_mail_that_is_sent_again_is_announced_again()
    {
        await using var store = await OpenAsync();
        var id = await QueueAsync(store);
        await AnnounceAsync(store, id, 1);
        await store.Store.AnnouncedOutbox.ConfirmAsync([id], Ct);
        await store.Outbox.CancelAsync(id, Ct);
        await store.Outbox.RetryAsync(id, Ct);

        Assert.Equal(Announcement.None, Assert.Single(await DueAsync(store, 0)).Announcement);
    }

    private static async Task<long> QueueAsync(TemporaryStore store)
    {
        await store.AddContactAsync(2);
        return Assert.Single(await store.QueueAsync(2));
    }

    private static Task<IReadOnlyList<QueuedMail>> DueAsync(TemporaryStore store, int announced, long largerThan = 0) =>
        store.Store.AnnouncedOutbox.DueAsync((PublicKey[])[Key(2), Key(3)], announced, store.Time.GetUtcNow(), largerThan, Ct);

    private static Task<IReadOnlyList<QueuedMail>> DueForCarryingAsync(TemporaryStore store, long largerThan) =>
        store.Store.RelayedOutbox.DueAsync((PublicKey[])[Key(2)], 0, store.Time.GetUtcNow(), largerThan, long.MaxValue, Ct);

    private static Task AnnounceAsync(TemporaryStore store, long id, int stage) =>
        store.Store.AnnouncedOutbox.AnnouncedAsync(new RelayedMail(id, stage, [1, 2], Digest(id), [new RelayedCopy(Release(stage), store.Time.GetUtcNow().AddDays(7))]), Ct);

    private static byte[] Digest(long id) => [.. Enumerable.Repeat((byte)(id + 50), 32)];

    private static byte[] Release(int stage) => [.. Enumerable.Repeat((byte)stage, 32)];
}
