using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class RelayedInboxTests
{
    private static readonly byte[] Mail = [.. Enumerable.Repeat((byte)7, 16)];

    [Fact]
    public async Task Owes_a_receipt_for_each_way_a_mail_came_until_its_author_knows()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        await inbox.OweAsync(Arrival(store, 1), Ct);
        await inbox.OweAsync(Arrival(store, 1) with { Status = 1 }, Ct);
        await inbox.OweAsync(Arrival(store, 2) with { Status = 1 }, Ct);

        Assert.Empty(await DueAsync(store, 0));
        var owed = await DueAsync(store, 1);
        Assert.Equal([(1, 101, 0), (2, 102, 1)], owed.Select(Figures));

        await inbox.PaidAsync(owed[0], Ct);
        var left = Assert.Single(await DueAsync(store, 1));
        Assert.Equal((2, 102, RelayedArrival.NothingToTell), Figures(left));
        Assert.False(left.HasWord);

        await inbox.DropAsync(left, Ct);
        Assert.Empty(await DueAsync(store, 1));
    }

    [Fact]
    public async Task That_a_mail_is_here_is_still_to_be_told_when_its_author_knows_that_it_was_announced()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        await inbox.OweAsync(Arrival(store, 1) with { Status = 3 }, Ct);
        await inbox.OweAsync(Arrival(store, 2), Ct);
        await inbox.PaidAsync((await DueAsync(store, 1))[0], Ct);

        Assert.Equal([(2, 102, 0)], (await DueAsync(store, 1)).Select(Figures));
    }

    [Fact]
    public async Task What_a_wrong_clock_has_put_off_is_due()
    {
        await using var store = await OpenAsync();
        await store.Store.RelayedInbox.OweAsync(Arrival(store, 1) with { DueAt = store.Time.GetUtcNow().AddYears(8) }, Ct);

        Assert.Single(await DueAsync(store, 0));
    }

    [Fact]
    public async Task A_receipt_put_off_is_not_due_before_its_new_time()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        await inbox.OweAsync(Arrival(store, 1), Ct);
        var owed = Assert.Single(await DueAsync(store, 1));
        await inbox.PostponeAsync(owed, store.Time.GetUtcNow().AddHours(3), Ct);
        Assert.Empty(await DueAsync(store, 2));
        Assert.Single(await DueAsync(store, 3));
    }

    [Fact]
    public async Task Gives_the_parts_of_a_mail_in_order_once_all_are_there()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        Assert.Empty((await inbox.AddPartAsync(Part(2), 100, Ct))!);
        Assert.Empty((await inbox.AddPartAsync(Part(0), 100, Ct))!);
        Assert.Empty((await inbox.AddPartAsync(Part(0), 100, Ct))!);
        var parts = await inbox.AddPartAsync(Part(1), 100, Ct);
        Assert.Equal([0, 1, 2], parts!.Select(static part => part.Index));
        Assert.Equal([10, 11, 12], parts!.Select(static part => (int)part.Bytes[0]));

        await inbox.DropPartsAsync(Key(2), Mail, Ct);
        Assert.Empty((await inbox.AddPartAsync(Part(1), 100, Ct))!);
    }

    [Fact]
    public async Task Keeps_no_more_parts_than_a_contacts_share_and_none_for_ever()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        Assert.Empty((await inbox.AddPartAsync(Part(0), 3, Ct))!);
        Assert.Null(await inbox.AddPartAsync(Part(1), 3, Ct));
        Assert.Empty((await inbox.AddPartAsync(Part(0), 3, Ct))!);
        store.Time.Advance(TimeSpan.FromDays(17));
        await inbox.DropPartsAsync(store.Time.GetUtcNow().AddDays(-16), Ct);
        Assert.Empty((await inbox.AddPartAsync(Part(1), 3, Ct))!);
        Assert.Empty((await inbox.AddPartAsync(Part(2), 100, Ct))!);
        Assert.Equal(3, (await inbox.AddPartAsync(Part(0), 100, Ct))!.Count);
    }

    private static Task<IReadOnlyList<RelayedArrival>> DueAsync(TemporaryStore store, int hours) =>
        store.Store.RelayedInbox.DueAsync(store.Time.GetUtcNow().AddHours(hours), store.Time.GetUtcNow().AddDays(3), Ct);

    private static (int Id, int Release, int Status) Figures(RelayedArrival owed) => (owed.Envelopes[0].Id[0], owed.Envelopes[0].Release[0], owed.Status);

    private static RelayPart Part(int index) => new()
    {
        Sender = Key(2),
        MailId = Mail,
        Index = index,
        Count = 3,
        Bytes = [(byte)(10 + index), 0],
        EnvelopeId = new byte[16],
        Release = new byte[32],
        Created = DateTimeOffset.UnixEpoch,
    };

    private static RelayedArrival Arrival(TemporaryStore store, byte envelope) => new()
    {
        Sender = Key(2),
        MailId = Mail,
        Status = 0,
        DueAt = store.Time.GetUtcNow().AddHours(1),
        ForgetAt = store.Time.GetUtcNow().AddDays(16),
        Envelopes = [([.. Enumerable.Repeat(envelope, 16)], [.. Enumerable.Repeat((byte)(100 + envelope), 32)])],
    };
}
