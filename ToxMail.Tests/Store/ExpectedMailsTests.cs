using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class ExpectedMailsTests
{
    [Fact]
    public async Task The_user_is_told_once_though_word_comes_again_and_after_a_restart()
    {
        await using var store = await OpenAsync();
        var mail = Expected(store, 1);
        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, mail));
        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, mail));
        await store.RestartAsync();
        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, mail));
        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, Expected(store, 2)));

        Assert.Equal(2, (await store.Inbox.SnapshotAsync(Ct)).Count);
        Assert.Equal([mail.SizeBytes, 5_000_002], (await store.Store.ExpectedMails.ListAsync(Ct)).Select(static one => one.SizeBytes));
    }

    [Fact]
    public async Task Nothing_is_told_of_a_mail_that_is_here()
    {
        await using var store = await OpenAsync();
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct);

        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, Expected(store, 1)));

        Assert.Single(await store.Inbox.SnapshotAsync(Ct));
        Assert.Empty(await store.Store.ExpectedMails.ListAsync(Ct));
    }

    [Fact]
    public async Task Nothing_is_told_of_a_mail_that_comes_while_the_notice_is_written()
    {
        await using var store = await OpenAsync();
        var outcome = await store.Store.ExpectedMails.TellAsync(
            Expected(store, 1),
            async cancellationToken =>
            {
                await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], cancellationToken);
                return await LongNoticeAsync(store);
            },
            Ct);

        Assert.Equal(AnnouncementOutcome.Known, outcome);
        Assert.Single(await store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task What_has_come_is_expected_no_more_and_not_told_of_again()
    {
        await using var store = await OpenAsync();
        await TellAsync(store, Expected(store, 1));
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct);

        Assert.Empty(await store.Store.ExpectedMails.ListAsync(Ct));
        await store.Inbox.DeleteAsync([.. (await store.Inbox.SnapshotAsync(Ct)).Select(static entry => entry.Id)], Ct);
        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, Expected(store, 1)));
        Assert.Empty(await store.Inbox.SnapshotAsync(Ct));
        Assert.Empty(await store.Store.ExpectedMails.ListAsync(Ct));
    }

    [Fact]
    public async Task What_is_given_up_is_expected_no_more_unless_its_author_begins_anew()
    {
        await using var store = await OpenAsync();
        await TellAsync(store, Expected(store, 1));
        store.Time.Advance(TimeSpan.FromDays(7));
        Assert.Empty(await store.Store.ExpectedMails.ListAsync(Ct));
        Assert.Equal(AnnouncementOutcome.Dropped, await TellAsync(store, Expected(store, 2) with { Until = store.Time.GetUtcNow() }));

        await TellAsync(store, Expected(store, 1));
        Assert.Equal(store.Time.GetUtcNow().AddDays(7), Assert.Single(await store.Store.ExpectedMails.ListAsync(Ct)).Until);
        await TellAsync(store, Expected(store, 1) with { Until = store.Time.GetUtcNow().AddDays(1) });
        Assert.Equal(store.Time.GetUtcNow().AddDays(7), Assert.Single(await store.Store.ExpectedMails.ListAsync(Ct)).Until);
        Assert.Single(await store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task A_contact_fills_no_mailbox_with_promises()
    {
        await using var store = await OpenAsync();
        for (var number = 0; number < ExpectedMails.MostOfOne; number++)
        {
            Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, Expected(store, number)));
        }

        Assert.Equal(AnnouncementOutcome.Dropped, await TellAsync(store, Expected(store, 100)));
        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, Expected(store, 100) with { Sender = Key(3) }));
        Assert.Equal(AnnouncementOutcome.Known, await TellAsync(store, Expected(store, 0)));
        Assert.Equal(ExpectedMails.MostOfOne + 1, (await store.Inbox.SnapshotAsync(Ct)).Count);
    }

    [Fact]
    public async Task Is_forgotten_with_the_contact_and_when_no_word_of_it_can_come_any_more()
    {
        await using var store = await OpenAsync();
        await TellAsync(store, Expected(store, 1));
        await TellAsync(store, Expected(store, 1) with { Sender = Key(3) });
        await store.Store.RelayKeys.ForgetAsync(Key(2), Ct);
        Assert.Equal(Key(3), Assert.Single(await store.Store.ExpectedMails.ListAsync(Ct)).Sender);

        store.Time.Advance(TimeSpan.FromDays(61));
        await store.Store.CleanAsync(Ct);
        await TellAsync(store, Expected(store, 1) with { Sender = Key(3) });
        Assert.Equal(3, (await store.Inbox.SnapshotAsync(Ct)).Count);
    }

    private static Task<AnnouncementOutcome> TellAsync(TemporaryStore store, ExpectedMail mail) => store.Store.ExpectedMails.TellAsync(mail, _ => store.NoticeAsync(), Ct);

    private static async Task<NewInboxMail> LongNoticeAsync(TemporaryStore store) => await store.NoticeAsync() with { Blob = await store.LongBlobAsync() };

    /// <summary>The mail that <see cref="TemporaryStore.ArrivalAsync"/> would bring.</summary>
    private static ExpectedMail Expected(TemporaryStore store, int parcel)
    {
        var digest = new byte[32];
        BitConverter.TryWriteBytes(digest, parcel);
        return new ExpectedMail { Sender = Key(2), SizeBytes = 5_000_000 + parcel, Written = store.Time.GetUtcNow().AddMinutes(parcel), Until = store.Time.GetUtcNow().AddDays(7), Digest = digest };
    }
}
