using ToxMail.Core.Delivery;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class UnwantedMailTests
{
    private static CancellationToken Ct => TemporaryStore.Ct;

    [Fact]
    public async Task A_mail_whose_notice_cannot_be_written_waits_for_its_next_time()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var unwanted = new UnwantedMail(desk.Store.Outbox, desk.Store.Contacts, desk.Recorder, desk.Store.Time);
        var mail = await desk.QueueAsync(body: await desk.Store.LongBlobAsync());

        // As a full disk does, a missing spool folder lets no new file begin.
        Directory.Delete(desk.Store.Directory.Spool, recursive: true);
        await unwanted.FailAsync(TemporaryStore.Key(2), Ct);
        var row = await desk.RowAsync(mail.Id);
        desk.Store.Time.Advance(TimeSpan.FromSeconds(10));
        await unwanted.FailAsync(TemporaryStore.Key(2), Ct);
        Assert.Equal(row, await desk.RowAsync(mail.Id));

        Directory.CreateDirectory(desk.Store.Directory.Spool);
        desk.Store.Time.SetUtcNow(row.NextAttempt!.Value);
        await unwanted.FailAsync(TemporaryStore.Key(2), Ct);
        Assert.Equal(DeliveryState.Failed, (await desk.RowAsync(mail.Id)).State);
        Assert.Contains("blocked", Assert.Single(await desk.NoticesAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mail_for_somebody_who_is_no_contact_any_more_comes_back_at_once(bool isAsked)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var unwanted = new UnwantedMail(desk.Store.Outbox, desk.Store.Contacts, desk.Recorder, desk.Store.Time);
        await desk.Store.AddContactAsync(3);
        var written = await desk.Store.MailAsync(2, 3);
        await desk.Store.Outbox.AddAsync(written with { Recipients = [written.Recipients[0] with { State = isAsked ? DeliveryState.AwaitingContact : DeliveryState.AwaitingPeer }, written.Recipients[1]] }, Ct);

        await unwanted.FailForAsync([TemporaryStore.OwnKey, .. await desk.Store.Outbox.PeersWithMailAsync(Ct)], Ct);

        var rows = (await desk.Store.Outbox.ListAsync(null, 0, 10, Ct)).Entries.ToDictionary(row => row.PublicKey);
        Assert.Equal((DeliveryState.Failed, "The recipient is no contact of yours any more."), (rows[TemporaryStore.Key(2)].State, rows[TemporaryStore.Key(2)].LastError));
        Assert.Equal(DeliveryState.AwaitingPeer, rows[TemporaryStore.Key(3)].State);
        Assert.Contains("is no contact of yours any more", Assert.Single(await desk.NoticesAsync()), StringComparison.Ordinal);
    }
}
