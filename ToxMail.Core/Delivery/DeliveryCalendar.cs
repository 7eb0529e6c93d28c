using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>What happens by the clock: expiry, notices of delay and delivery, and mail whose next attempt has come.</summary>
internal sealed class DeliveryCalendar(OutboxCalendar calendar, AttemptRecorder recorder, NoticeComposer notices, DeliveryOptions options, TimeProvider time)
{
    /// <summary>Before a notice that found no room is tried again; a full disk does not empty sooner for being asked.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _lastRun;
    private long? _putOffAt;

    /// <summary>Deals with what is due and says when to come back; null when nothing waits.</summary>
    internal async Task<DateTimeOffset?> RunDueAsync(CancellationToken cancellationToken)
    {
        await LookAtClockAsync(cancellationToken);
        if (LeftOfRest() == TimeSpan.Zero)
        {
            _putOffAt = null;
            await TellAsync(cancellationToken);
        }

        var next = await calendar.NextEventAsync(cancellationToken);
        var afterRest = time.GetUtcNow() + LeftOfRest();
        return next < afterRest ? afterRest : next;
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var mail in await calendar.OwingSuccessNoticeAsync(cancellationToken))
        {
            await TellSuccessAsync(mail, cancellationToken);
        }

        foreach (var mail in await calendar.ExpiredAsync(time.GetUtcNow(), cancellationToken))
        {
            await ExpireAsync(mail, cancellationToken);
        }

        foreach (var mail in await calendar.DelayedAsync(time.GetUtcNow(), cancellationToken))
        {
            await TellDelayAsync(mail, cancellationToken);
        }
    }

    /// <summary>What is past waits to be dealt with, and recording that it was put off wakes the calendar: without a rest it would never sleep.</summary>
    private TimeSpan LeftOfRest() => _putOffAt is { } since && time.GetElapsedTime(since) is var rested && rested < Rest ? Rest - rested : TimeSpan.Zero;

    private void PutOff() => _putOffAt = time.GetTimestamp();

    /// <summary>The clock may also have been set back while the node was off.</summary>
    private async Task LookAtClockAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isSetBack = _lastRun is null || now < _lastRun;
        _lastRun = now;
        if (isSetBack)
        {
            await calendar.ClockSetBackAsync(options.RetrySchedule.Max(), cancellationToken);
        }
    }

    private async Task TellSuccessAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var notice = await notices.ComposeAsync(mail, NoticeKind.Success, new NoticeCause(NoticeReason.Delivered), cancellationToken);
            await calendar.MarkSuccessNoticeAsync(mail.Id, notice, cancellationToken);
        }
        catch (IOException)
        {
            // No room: the row still owes it.
            PutOff();
        }
    }

    private async Task ExpireAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        var result = await recorder.ExpiredAsync(mail, cancellationToken);
        await recorder.RecordAsync([result], cancellationToken);
        if (result.State != DeliveryState.Expired)
        {
            PutOff();
        }
    }

    private async Task TellDelayAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            await calendar.MarkDelayNoticeAsync(mail.Id, await notices.ComposeAsync(mail, NoticeKind.Delay, WaitWords.CauseOf(mail), cancellationToken), cancellationToken);
        }
        catch (IOException)
        {
            // No room for a notice: the mail goes on waiting, and so does the notice.
            PutOff();
        }
    }
}
