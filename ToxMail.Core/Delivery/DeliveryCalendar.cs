using ToxMail.Core.Messages;
using ToxMail.Core.Store;

namespace ToxMail.Core.Delivery;

/// <summary>What happens by the clock: expiry, delay notices, and mail whose next attempt has come.</summary>
internal sealed class DeliveryCalendar(Outbox outbox, AttemptRecorder recorder, NoticeComposer notices, TimeProvider time)
{
    /// <summary>Deals with what is due and says when to come back; null when nothing waits.</summary>
    internal async Task<DateTimeOffset?> RunDueAsync(CancellationToken ct)
    {
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

    private async Task TellDelayAsync(QueuedMail mail, CancellationToken ct)
    {
        try
        {
            await outbox.MarkDelayNoticeAsync(mail.Id, await notices.ComposeAsync(mail, NoticeKind.Delay, WaitWords.ReasonOf(mail), WaitWords.PeerTextOf(mail), ct), ct);
        }
        catch (IOException)
        {
            // No room for a notice: the mail goes on waiting, and the notice is tried at the next turn.
        }
    }
}
