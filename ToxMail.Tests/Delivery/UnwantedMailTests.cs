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
}
