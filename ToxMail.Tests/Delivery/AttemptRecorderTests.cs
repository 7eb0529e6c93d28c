using ToxMail.Core.Delivery;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.Outgoing;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Delivery;

public sealed class AttemptRecorderTests
{
    [Theory]
    [InlineData(DsnNotify.Default, 0)]
    [InlineData(DsnNotify.Success, 1)]
    public async Task A_delivery_is_told_only_to_who_asked(DsnNotify notify, int notices)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync(notify);

        await desk.Recorder.RecordAsync([AttemptRecorder.Delivered(mail, MailVia.Direct)], Ct);

        await desk.PassAsync(TimeSpan.Zero);
        await desk.PassAsync(TimeSpan.FromDays(7));

        Assert.Equal(DeliveryState.Delivered, (await desk.RowAsync(mail.Id)).State);
        Assert.Equal(notices, (await desk.NoticesAsync()).Count);
    }

    [Fact]
    public async Task A_success_notice_that_cannot_be_written_is_written_later_with_the_mails_headers()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync(DsnNotify.Success, await desk.LongHeadersAsync());

        // As a full disk does, a missing spool folder lets no new file begin.
        Directory.Delete(desk.Store.Directory.Spool, recursive: true);
        await desk.Recorder.RecordAsync([AttemptRecorder.Delivered(mail, MailVia.Direct)], Ct);
        Assert.NotNull(await desk.PassAsync(TimeSpan.Zero));
        Assert.Equal(DeliveryState.Delivered, (await desk.RowAsync(mail.Id)).State);
        Assert.Empty(await desk.NoticesAsync());

        Directory.CreateDirectory(desk.Store.Directory.Spool);
        await desk.RestartAsync();
        Assert.Null(await desk.PassAsync(TimeSpan.FromDays(31)));
        Assert.Contains("headers of your mail are attached", Assert.Single(await desk.NoticesAsync()), StringComparison.Ordinal);
        Assert.Empty(await desk.Store.Calendar.OwingSuccessNoticeAsync(Ct));
        Assert.Single(desk.Store.Blobs.All(null));
    }

    [Fact]
    public async Task A_refusal_puts_one_notice_into_the_mailbox_however_often_it_comes()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();

        for (var i = 0; i < 2; i++)
        {
            await desk.Recorder.RecordAsync([await desk.Recorder.FailedAsync(mail, new NoticeCause(NoticeReason.Refused, PeerText: "Not today."), "Not today.", Ct)], Ct);
        }

        var row = await desk.RowAsync(mail.Id);
        Assert.Equal((DeliveryState.Failed, "Not today."), (row.State, row.LastError));
        Assert.Contains("It said: Not today.", Assert.Single(await desk.NoticesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_this_node_says_itself_is_not_quoted_as_the_contacts_words()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();

        await desk.Recorder.RecordAsync([await desk.Recorder.FailedAsync(mail, new NoticeCause(NoticeReason.TooLarge, Detail: "At most 5 bytes."), "At most 5 bytes.", Ct)], Ct);

        var notice = Assert.Single(await desk.NoticesAsync());
        Assert.Contains("accepts. At most 5 bytes. Send it", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("It said", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_put_off_waits_by_its_schedule()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        var now = desk.Store.Time.GetUtcNow();

        await desk.Recorder.RecordAsync([desk.Recorder.Later(mail, "Busy.")], Ct);

        var row = await desk.RowAsync(mail.Id);
        Assert.Equal((DeliveryState.AwaitingPeer, "Busy.", now.AddMinutes(1)), (row.State, row.LastError, row.NextAttempt));
        Assert.Equal(now.AddHours(2), desk.Recorder.Later(mail with { Attempts = 50 }, "Busy.").NextAttempt);
        Assert.Equal(DeliveryState.AwaitingContact, desk.Recorder.Later(mail with { State = DeliveryState.AwaitingContact }, "Busy.").State);
    }

    [Fact]
    public async Task A_parcel_stays_until_its_mail_has_come_to_an_end()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        await desk.Parcels.WriteAsync(mail, file => file.WriteAsync(new byte[10], Ct).AsTask());

        await desk.Recorder.RecordAsync([desk.Recorder.Again(mail, "Lost.")], Ct);
        Assert.True(desk.Parcels.Has(mail));

        await desk.Recorder.RecordAsync([AttemptRecorder.Delivered(mail, MailVia.Direct)], Ct);
        Assert.False(desk.Parcels.Has(mail));
    }
}
