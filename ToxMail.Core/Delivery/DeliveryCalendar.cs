using ToxMail.Core.Messages;
using ToxMail.Core.Store;

namespace ToxMail.Core.Delivery;

/// <summary>What happens by the clock: expiry, notices of delay and delivery, and mail whose next attempt has come.</summary>
internal sealed class DeliveryCalendar(Outbox outbox, AttemptRecorder recorder, NoticeComposer notices, DeliveryOptions options, TimeProvider time)
{
    private DateTimeOffset? _lastRun;

    /// <summary>Deals with what is due and says when to come back; null when nothing waits.</summary>
    internal async Task<DateTimeOffset?> RunDueAsync(CancellationToken ct)
    {
        await LookAtClockAsync(ct);
        foreach (var mail in await outbox.OwingSuccessNoticeAsync(ct))
        {
            await TellSuccessAsync(mail, ct);
        }

        foreach (var mail in await outbox.ExpiredAsync(time.GetUtcNow(), ct))
        {
            await recorder.RecordAsync([await recorder.ExpiredAsync(mail, ct)], ct);
        }

        foreach (var mail in await outbox.DelayedAsync(time.GetUtcNow(), ct))
        {
            await TellDelayAsync(mail, ct);
        }

        return await outbox.NextEventAsync(ct);
    }

    /// <summary>The clock may also have been set back while the node was off.</summary>
    private async Task LookAtClockAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var isSetBack = _lastRun is null || now < _lastRun;
        _lastRun = now;
        if (isSetBack)
        {
            await outbox.ClockSetBackAsync(options.RetrySchedule.Max(), ct);
        }
    }

    private async Task TellSuccessAsync(QueuedMail mail, CancellationToken ct)
    {
        try
        {
            await outbox.MarkSuccessNoticeAsync(mail.Id, await notices.ComposeAsync(mail, NoticeKind.Success, new NoticeCause(NoticeReason.Delivered), ct), ct);
        }
        catch (IOException)
        {
            // No room: the row still owes it at the next turn.
        }
    }

    private async Task TellDelayAsync(QueuedMail mail, CancellationToken ct)
    {
        try
        {
            await outbox.MarkDelayNoticeAsync(mail.Id, await notices.ComposeAsync(mail, NoticeKind.Delay, WaitWords.CauseOf(mail), ct), ct);
        }
        catch (IOException)
        {
            // No room for a notice: the mail goes on waiting, and the notice is tried at the next turn.
        }
    }
}
