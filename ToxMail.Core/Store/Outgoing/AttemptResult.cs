using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Store.Outgoing;

/// <summary>What an attempt, or the calendar, decided about one row.</summary>
/// <param name="Id">The row.</param>
/// <param name="State">Its new state.</param>
/// <param name="Error">Why, in words for the user; null clears the last one.</param>
/// <param name="NextAttempt">For <see cref="DeliveryState.AwaitingPeer"/>: not before this; null means at once.</param>
/// <param name="Notice">Goes into the own inbox in the same transaction. Dropped, with its blob, when the row was final already.</param>
public sealed record AttemptResult(long Id, DeliveryState State, string? Error = null, DateTimeOffset? NextAttempt = null, NewInboxMail? Notice = null)
{
    /// <summary>The way it went, for <see cref="DeliveryState.Delivered"/>.</summary>
    public MailVia? Via { get; init; }

    /// <summary>With <see cref="DeliveryState.Delivered"/>: the sender asked to be told. The row remembers it until the notice is in the inbox.</summary>
    public bool OwesSuccessNotice { get; init; }
}
