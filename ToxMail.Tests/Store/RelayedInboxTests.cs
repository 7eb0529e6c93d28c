using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class RelayedInboxTests
{
    private static readonly byte[] Mail = [.. Enumerable.Repeat((byte)7, 16)];

    [Fact]
    public async Task Owes_one_receipt_for_a_mail_that_came_twice_and_knows_both_its_envelopes()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        await inbox.OweAsync(Arrival(store, 1), Ct);
        await inbox.OweAsync(Arrival(store, 1), Ct);
        await inbox.OweAsync(Arrival(store, 2), Ct);

        Assert.Empty(await inbox.DueAsync(store.Time.GetUtcNow(), Ct));
        var owed = Assert.Single(await inbox.DueAsync(store.Time.GetUtcNow().AddHours(1), Ct));
        Assert.Equal([1, 2], owed.Envelopes.Select(static envelope => envelope.Id[0]));
        Assert.Equal([101, 102], owed.Envelopes.Select(static envelope => envelope.Release[0]));

        await inbox.PaidAsync(Key(2), Mail, Ct);
        Assert.Empty(await inbox.DueAsync(store.Time.GetUtcNow().AddHours(1), Ct));
    }

    [Fact]
    public async Task A_receipt_put_off_is_not_due_before_its_new_time()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        await inbox.OweAsync(Arrival(store, 1), Ct);
        var owed = Assert.Single(await inbox.DueAsync(store.Time.GetUtcNow().AddHours(1), Ct));
        await inbox.PostponeAsync(owed, store.Time.GetUtcNow().AddHours(3), Ct);
        Assert.Empty(await inbox.DueAsync(store.Time.GetUtcNow().AddHours(2), Ct));
        Assert.Single(await inbox.DueAsync(store.Time.GetUtcNow().AddHours(3), Ct));
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

    [Fact]
    public async Task Remembers_no_more_envelopes_of_one_mail_than_an_honest_author_makes()
    {
        await using var store = await OpenAsync();
        var inbox = store.Store.RelayedInbox;
        var many = Enumerable.Range(0, 1_000).Select(static number => (BitConverter.GetBytes((Int128)number), new byte[32])).ToList();
        await inbox.OweAsync(Arrival(store, 1) with { Envelopes = many }, Ct);
        await inbox.OweAsync(Arrival(store, 2), Ct);

        Assert.Equal(256, Assert.Single(await inbox.DueAsync(store.Time.GetUtcNow().AddHours(1), Ct)).Envelopes.Count);
    }

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
