using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>How long a mail is tried and how often: <c>ToxMail:Delivery</c>.</summary>
public sealed record DeliveryOptions
{
    /// <summary>How long it waits in the outbox, and when its sender hears of that.</summary>
    public OutboxOptions Outbox { get; init; } = new();

    /// <summary>Waits between attempts that failed; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> RetrySchedule { get; init; } =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
    ];
}
