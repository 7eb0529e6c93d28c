using ToxMail.Core.Store.Incoming;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class InboxTests
{
    [Fact]
    public async Task Stores_a_mail_and_shows_it()
    {
        await using var store = await OpenAsync();
        var mail = await store.ArrivalAsync(2, 1);

        Assert.Equal([InboxAddResult.Stored], await store.Inbox.AddAsync([mail], Ct));

        var page = await store.Inbox.ListAsync(0, 10, Ct);
        var entry = Assert.Single(page.Entries);
        Assert.Equal(1, page.Total);
        Assert.Equal((mail.From, mail.Subject, mail.SizeBytes, mail.SenderKey, mail.Via, mail.Blob.Id), (entry.From, entry.Subject, entry.SizeBytes, entry.SenderKey, entry.Via, entry.Blob));
        Assert.Equal(store.Time.GetUtcNow(), entry.ReceivedAt);
        Assert.Equal(entry, await store.Inbox.FindAsync(entry.Id, Ct));
        Assert.Null(await store.Inbox.FindAsync(entry.Id + 1, Ct));
    }

    [Fact]
    public async Task Stores_a_parcel_once_however_often_it_comes()
    {
        await using var store = await OpenAsync();
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct);

        var results = await store.Inbox.AddAsync(
            [await store.ArrivalAsync(2, 1), await store.ArrivalAsync(2, 2), await store.ArrivalAsync(2, 2), await store.ArrivalAsync(3, 1)], Ct);

        Assert.Equal([InboxAddResult.AlreadyHad, InboxAddResult.Stored, InboxAddResult.AlreadyHad, InboxAddResult.Stored], results);
        Assert.Equal(3, (await store.Inbox.SnapshotAsync(Ct)).Count);
    }

    [Fact]
    public async Task Keeps_the_blob_when_the_very_same_add_is_repeated()
    {
        await using var store = await OpenAsync();
        var mail = await store.ArrivalAsync(2, 1);
        await store.Inbox.AddAsync([mail], Ct);

        Assert.Equal([InboxAddResult.AlreadyHad], await store.Inbox.AddAsync([mail], Ct));
        Assert.True(store.Blobs.Exists(mail.Blob.Id));
    }

    [Fact]
    public async Task Remembers_a_deleted_parcel_for_sixty_days()
    {
        await using var store = await OpenAsync();
        var mail = await store.ArrivalAsync(2, 1);
        await store.Inbox.AddAsync([mail], Ct);
        await store.Inbox.DeleteAsync([.. (await store.Inbox.SnapshotAsync(Ct)).Select(entry => entry.Id)], Ct);

        Assert.False(store.Blobs.Exists(mail.Blob.Id));
        store.Time.Advance(TimeSpan.FromDays(59));
        await store.Store.CleanAsync(Ct);
        Assert.True(await store.Inbox.HasReceivedAsync(Key(2), mail.Digest, Ct));
        Assert.Equal([InboxAddResult.AlreadyHad], await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct));

        store.Time.Advance(TimeSpan.FromDays(2));
        await store.Store.CleanAsync(Ct);
        Assert.False(await store.Inbox.HasReceivedAsync(Key(2), mail.Digest, Ct));
    }

    [Fact]
    public async Task Keeps_the_order_of_arrival_and_the_unique_ids_over_a_restart()
    {
        await using var store = await OpenAsync();
        for (var parcel = 0; parcel < 5; parcel++)
        {
            await store.Inbox.AddAsync([await store.ArrivalAsync(2, parcel)], Ct);
        }

        var before = await store.Inbox.SnapshotAsync(Ct);
        await store.RestartAsync();
        Assert.Equal(before, await store.Inbox.SnapshotAsync(Ct));
        Assert.Equal(5, before.Select(entry => entry.Uid).Distinct().Count());
        Assert.All(before, entry => Assert.InRange(entry.Uid.Length, 1, 70));
    }

    [Fact]
    public async Task Never_gives_a_number_twice()
    {
        await using var store = await OpenAsync();
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1), await store.ArrivalAsync(2, 2)], Ct);
        var first = await store.Inbox.SnapshotAsync(Ct);
        await store.Inbox.DeleteAsync([first[1].Id], Ct);
        await store.RestartAsync();
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 3)], Ct);

        var second = await store.Inbox.SnapshotAsync(Ct);
        Assert.Equal(first[0], second[0]);
        Assert.DoesNotContain(second[1].Id, first.Select(entry => entry.Id));
        Assert.DoesNotContain(second[1].Uid, first.Select(entry => entry.Uid));
    }

    [Fact]
    public async Task Deletes_more_than_one_query_can_name_and_ignores_unknown_ids()
    {
        await using var store = await OpenAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            var mails = new List<NewInboxMail>();
            for (var i = 0; i < 200; i++)
            {
                mails.Add(await store.ArrivalAsync(2, (batch * 1000) + i));
            }

            await store.Inbox.AddAsync(mails, Ct);
        }

        var ids = (await store.Inbox.SnapshotAsync(Ct)).Select(entry => entry.Id).ToList();
        await store.Inbox.DeleteAsync([.. ids.Skip(1), 999_999], Ct);

        Assert.Equal([ids[0]], (await store.Inbox.SnapshotAsync(Ct)).Select(entry => entry.Id));
    }

    [Fact]
    public async Task Refuses_a_mail_whose_bytes_are_not_there()
    {
        await using var store = await OpenAsync();
        var mail = await store.ArrivalAsync(2, 1);

        var missing = mail with { Blob = await store.LongBlobAsync() };
        store.Blobs.Delete(missing.Blob.Id);
        await Assert.ThrowsAsync<ArgumentException>(() => store.Inbox.AddAsync([missing], Ct));
    }

    [Fact]
    public async Task Pages_from_the_newest()
    {
        await using var store = await OpenAsync();
        for (var parcel = 0; parcel < 5; parcel++)
        {
            await store.Inbox.AddAsync([await store.ArrivalAsync(2, parcel) with { Subject = $"{parcel}" }], Ct);
        }

        var page = await store.Inbox.ListAsync(1, 2, Ct);
        Assert.Equal(["3", "2"], page.Entries.Select(entry => entry.Subject));
        Assert.Equal(5, page.Total);
    }
}
