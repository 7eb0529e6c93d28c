using Microsoft.Extensions.Logging;
using ToxMail.Core.Messages;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>Writes down how attempts ended, each with its notice in the same transaction.</summary>
internal sealed partial class AttemptRecorder(
    Outbox outbox, NoticeComposer notices, ParcelFolder parcels, DeliveryOptions options, TimeProvider time, ILogger<AttemptRecorder> logger)
{
    /// <summary>It arrived. A notice of that is written by the calendar: what is delivered stays delivered though there be no room for it just now.</summary>
    internal static AttemptResult Delivered(QueuedMail mail, MailVia via) => new(mail.Id, DeliveryState.Delivered)
    {
        Via = via,
        OwesSuccessNotice = NoticeComposer.IsWanted(mail, NoticeKind.Success),
    };

    /// <summary>Final; a notice that cannot be written now keeps the mail waiting, so that it is written later.</summary>
    internal async Task<AttemptResult> FailedAsync(QueuedMail mail, NoticeCause cause, string words, CancellationToken cancellationToken)
    {
        var notice = await TryComposeAsync(mail, NoticeKind.Failure, cause, cancellationToken);
        return notice.Written
            ? new AttemptResult(mail.Id, DeliveryState.Failed, words, Notice: notice.Mail)
            : Later(mail, words);
    }

    internal async Task<AttemptResult> ExpiredAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        var notice = await TryComposeAsync(mail, NoticeKind.Failure, WaitWords.CauseOf(mail), cancellationToken);
        return notice.Written
            ? new AttemptResult(mail.Id, DeliveryState.Expired, mail.LastError ?? "It could not be delivered in time.", Notice: notice.Mail)
            : Later(mail, WaitWords.DiskFull);
    }

    /// <summary>By the calendar.</summary>
    internal AttemptResult Later(QueuedMail mail, string words) => new(
        mail.Id,
        mail.State is DeliveryState.AwaitingContact or DeliveryState.AwaitingConfirmation ? mail.State : DeliveryState.AwaitingPeer,
        words,
        time.GetUtcNow() + RetrySchedule.WaitAfter(options.RetrySchedule, mail.Attempts + 1));

    /// <summary>It came damaged: what was kept of it for resuming is made anew.</summary>
    internal AttemptResult Damaged(QueuedMail mail, string words)
    {
        parcels.Delete(mail.Id);
        return Later(mail, words);
    }

    /// <summary>As soon as the contact is there again: a lost link is nobody's refusal.</summary>
    internal AttemptResult Again(QueuedMail mail, string words) => new(mail.Id, DeliveryState.AwaitingPeer, words, time.GetUtcNow());

    internal async Task RecordAsync(IReadOnlyList<AttemptResult> results, CancellationToken cancellationToken)
    {
        if (results.Count == 0)
        {
            return;
        }

        await outbox.RecordAsync(results, cancellationToken);
        foreach (var result in results)
        {
            if (result.State.IsFinal())
            {
                parcels.Delete(result.Id);
            }

            if (result.Error is not null)
            {
                LogNotDelivered(result.Id, result.State, result.Error);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Mail {Id} is {State}: {Why}")]
    private partial void LogNotDelivered(long id, DeliveryState state, string why);

    private async Task<(bool Written, NewInboxMail? Mail)> TryComposeAsync(QueuedMail mail, NoticeKind kind, NoticeCause cause, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await notices.ComposeAsync(mail, kind, cause, cancellationToken));
        }
        catch (IOException)
        {
            return (false, null);
        }
    }
}
