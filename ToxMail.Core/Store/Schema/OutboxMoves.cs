using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Store.Schema;

/// <summary>The moves of a row between states. Each keeps the columns that depend on the state in step with it.</summary>
internal static class OutboxMoves
{
    private const int MaxErrorLength = 500;
    private const string NotAccepted = "The recipient has not accepted your contact request yet.";

    /// <summary>Puts a new or reopened row at the start of its way.</summary>
    internal static void Start(this OutboxRecipient row, DeliveryState state, OutboxOptions options, DateTimeOffset now)
    {
        row.Attempts = 0;
        row.DelayNotices = 0;
        row.RelayStage = 0;
        row.AnnouncedStage = 0;
        row.IsExpected = false;
        row.IsConfirmed = false;
        row.FinishedAt = null;
        row.ExpiresAt = now + options.ExpireAfter;
        row.DelayNoticeAt = row.Notify is DsnNotify.Default || row.Notify.HasFlag(DsnNotify.Delay) ? After(now, options.DelayNoticeAfter) : null;
        row.Wait(state, null, now);
    }

    /// <summary>Lets the row wait for a person or for its next attempt; what relays carry meanwhile stays so.</summary>
    internal static void Wait(this OutboxRecipient row, DeliveryState state, string? error, DateTimeOffset nextAttempt)
    {
        var isRelayed = state == DeliveryState.AwaitingPeer && row.RelayStage > 0;
        row.State = isRelayed ? DeliveryState.Relayed : state;
        row.LastError = Bounded(error ?? (state == DeliveryState.AwaitingContact ? NotAccepted : null));
        row.NextAttempt = state == DeliveryState.AwaitingPeer ? nextAttempt : null;
        row.Via = isRelayed ? row.Via ?? MailVia.Relay : null;
    }

    internal static void BeginAttempt(this OutboxRecipient row, AttemptStart start)
    {
        row.State = DeliveryState.Sending;
        row.Attempts++;
        row.NextAttempt = null;
        row.Via = row.Via == MailVia.Intro ? row.Via : null;
        row.ParcelHeader = start.ParcelHeader;
        row.Digest = start.Digest;
    }

    /// <summary>It was handed to relays; an attempt under way goes on, and what has ended meanwhile keeps the way it went.</summary>
    internal static void Relay(this OutboxRecipient row, RelayedMail relayed)
    {
        row.Via = row.State.IsFinal() ? row.Via : null;
        row.RelayStage = relayed.Stage;
        row.ParcelHeader = relayed.ParcelHeader;
        row.Digest = relayed.Digest;
        if (row.NextAttempt is { } next)
        {
            row.Wait(DeliveryState.AwaitingPeer, null, next);
        }
    }

    /// <summary>Relays were given word of it: they have nothing of the mail itself, which waits as before.</summary>
    internal static void Announce(this OutboxRecipient row, RelayedMail announced)
    {
        row.AnnouncedStage = announced.Stage;
        row.ParcelHeader = announced.ParcelHeader;
        row.Digest = announced.Digest;
    }

    /// <summary>It left in an intro: the contact need not have accepted for that.</summary>
    internal static void Introduce(this OutboxRecipient row, RelayedMail relayed, DateTimeOffset now)
    {
        row.NextAttempt ??= row.State == DeliveryState.AwaitingContact ? now : null;
        row.Relay(relayed);
        row.Via = row.State == DeliveryState.Relayed ? MailVia.Intro : row.Via;
    }

    /// <summary>However a mail ends that a receipt has confirmed, it arrived, and its sender was told.</summary>
    internal static void Finish(this OutboxRecipient row, AttemptResult result, DateTimeOffset now)
    {
        if (row.IsConfirmed)
        {
            row.IsConfirmed = false;
            row.Finish(DeliveryState.Delivered, null, row.Via == MailVia.Intro ? MailVia.Intro : MailVia.Relay, now);
            return;
        }

        row.Finish(result.State, result.Error, result.Via, now);
        row.SuccessNoticeAt = result is { State: DeliveryState.Delivered, OwesSuccessNotice: true } ? now : null;
    }

    /// <summary>A receipt has told that it arrived: the user sees that and nobody else.</summary>
    internal static void Confirm(this OutboxRecipient row, bool owesSuccessNotice, DateTimeOffset now)
    {
        row.IsConfirmed = true;
        row.DelayNoticeAt = null;
        row.SuccessNoticeAt = owesSuccessNotice ? now : null;
    }

    internal static void Finish(this OutboxRecipient row, DeliveryState state, string? error, MailVia? via, DateTimeOffset now)
    {
        row.State = state;
        row.LastError = Bounded(error);
        row.Via = state == DeliveryState.Delivered ? via ?? row.Via ?? MailVia.Direct : null;
        row.NextAttempt = null;
        row.ExpiresAt = null;
        row.DelayNoticeAt = null;
        row.FinishedAt = now;
    }

    /// <summary>After a delay notice: the time of the second one, which is the last. One that is overdue already would say nothing new.</summary>
    internal static void AfterDelayNotice(this OutboxRecipient row, OutboxOptions options, DateTimeOffset now)
    {
        var second = row.DelayNoticeAt + (options.SecondDelayNoticeAfter - options.DelayNoticeAfter);
        row.DelayNoticeAt = row.DelayNotices == 0 && second > now ? second : null;
        row.DelayNotices++;
    }

    private static DateTimeOffset? After(DateTimeOffset start, TimeSpan span) => span > TimeSpan.Zero ? start + span : null;

    private static string? Bounded(string? error) => error?.Length > MaxErrorLength ? error[..MaxErrorLength] : error;
}
