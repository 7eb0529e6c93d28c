using ToxMail.Core.Delivery;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Store.Outgoing;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class DeliveryCalendarTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_past_its_time_expires_with_one_notice()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();

        Assert.Null(await desk.PassAsync(TimeSpan.FromDays(7)));
        await desk.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(DeliveryState.Expired, (await desk.RowAsync(mail.Id)).State);
        Assert.Contains("could not be delivered", Assert.Single(await desk.NoticesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sender_hears_of_a_delay_after_4_and_after_24_hours()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        List<int> counts = [];
        foreach (var hours in (double[])[3.9, 0.1, 19.9, 0.1, 120])
        {
            await desk.PassAsync(TimeSpan.FromHours(hours));
            counts.Add((await desk.NoticesAsync()).Count);
        }

        Assert.Equal([0, 1, 1, 2, 2], counts);
        Assert.All(await desk.NoticesAsync(), text => Assert.Contains("has not been online since you sent it", text, StringComparison.Ordinal));
        Assert.Equal(DeliveryState.AwaitingPeer, (await desk.RowAsync(mail.Id)).State);
    }

    [Fact]
    public async Task A_clock_set_back_puts_nothing_off()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        await desk.PassAsync(TimeSpan.Zero);
        await desk.Store.SendAsync(mail.Id, DeliveryState.AwaitingPeer, nextIn: TimeSpan.FromHours(1));

        var past = desk.Store.Time.GetUtcNow().AddDays(-100);
        desk.Store.Time.AdjustTime(past);
        var next = await desk.Calendar.RunDueAsync(Ct);

        Assert.Single(await desk.Store.DueAsync(2));
        Assert.InRange(next!.Value, past, past.AddHours(24));
        await desk.PassAsync(TimeSpan.FromDays(1));
        Assert.Single(await desk.NoticesAsync());
        await desk.PassAsync(TimeSpan.FromDays(6));
        Assert.Equal(DeliveryState.Expired, (await desk.RowAsync(mail.Id)).State);
    }

    [Fact]
    public async Task A_clock_that_was_ahead_while_the_node_was_off_puts_nothing_off()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        desk.Store.Time.AdjustTime(desk.Store.Time.GetUtcNow().AddYears(-4));

        await desk.PassAsync(TimeSpan.Zero);
        await desk.PassAsync(TimeSpan.FromDays(7));

        Assert.Equal(DeliveryState.Expired, (await desk.RowAsync(mail.Id)).State);
    }

    [Fact]
    public async Task A_clock_set_ahead_brings_each_notice_once()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        await desk.PassAsync(TimeSpan.Zero);

        desk.Store.Time.AdjustTime(desk.Store.Time.GetUtcNow().AddDays(3));
        for (var i = 0; i < 5; i++)
        {
            await desk.Calendar.RunDueAsync(Ct);
        }

        Assert.Single(await desk.NoticesAsync());
        Assert.Equal((DeliveryState.AwaitingPeer, 0), ((await desk.RowAsync(mail.Id)).State, (await desk.RowAsync(mail.Id)).Attempts));
    }

    [Fact]
    public async Task A_sender_who_wants_no_notice_gets_none()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync(DsnNotify.Never);

        foreach (var hours in (int[])[4, 20, 144])
        {
            await desk.PassAsync(TimeSpan.FromHours(hours));
        }

        Assert.Equal(DeliveryState.Expired, (await desk.RowAsync(mail.Id)).State);
        Assert.Empty(await desk.NoticesAsync());
    }

    [Theory]
    [InlineData(null, "was not online at any time")]
    [InlineData(WaitWords.ConnectionLost, "the connection broke each time")]
    [InlineData(WaitWords.NotToxMail, "uses a Tox program that cannot receive mail")]
    [InlineData(WaitWords.TooNew, "too far apart in age")]
    [InlineData("The contact answered: Come back on Monday.", "It said: Come back on Monday.")]
    public async Task The_notice_says_what_kept_the_mail_waiting(string? lastWords, string said)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync();
        if (lastWords is not null)
        {
            await desk.FailAttemptAsync(mail.Id, lastWords);
        }

        await desk.PassAsync(TimeSpan.FromDays(7));

        Assert.Contains(said, Assert.Single(await desk.NoticesAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_whose_notice_cannot_be_written_waits_until_it_can()
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync(body: await desk.Store.LongBlobAsync());

        // As a full disk does, a missing spool folder lets no new file begin.
        Directory.Delete(desk.Store.Directory.Spool, recursive: true);
        await desk.PassAsync(TimeSpan.FromDays(7));
        Assert.Equal(DeliveryState.AwaitingPeer, (await desk.RowAsync(mail.Id)).State);

        Directory.CreateDirectory(desk.Store.Directory.Spool);
        await desk.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(DeliveryState.Expired, (await desk.RowAsync(mail.Id)).State);
        Assert.Single(await desk.NoticesAsync(), text => text.Contains("could not be delivered", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("expiry")]
    [InlineData("success")]
    public async Task A_notice_that_cannot_be_written_is_let_rest_for_a_minute(string kind)
    {
        await using var desk = await CalendarDesk.OpenAsync();
        var mail = await desk.QueueAsync(kind == "success" ? DsnNotify.Success : DsnNotify.Default, await desk.LongHeadersAsync());
        if (kind == "success")
        {
            await desk.Recorder.RecordAsync([AttemptRecorder.Delivered(mail, MailVia.Direct)], Ct);
        }

        Directory.Delete(desk.Store.Directory.Spool, recursive: true);
        var next = await desk.PassAsync(kind == "expiry" ? TimeSpan.FromDays(7) : TimeSpan.FromHours(4));
        var rested = desk.Store.Time.GetUtcNow().AddMinutes(1);
        var row = await desk.RowAsync(mail.Id);

        Assert.Equal(rested, next);
        Assert.Equal(rested, await desk.PassAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(row, await desk.RowAsync(mail.Id));
        Directory.CreateDirectory(desk.Store.Directory.Spool);
        await desk.PassAsync(TimeSpan.FromSeconds(50));
        Assert.NotEmpty(await desk.NoticesAsync());
    }
}
