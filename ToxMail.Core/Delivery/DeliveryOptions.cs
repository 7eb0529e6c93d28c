namespace ToxMail.Core.Delivery;

/// <summary>How long a mail is tried and how often: <c>ToxMail:Delivery</c>.</summary>
public sealed record DeliveryOptions
{
    /// <summary>A mail not delivered after this time goes back to its sender.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The sender is told once that a mail is still waiting.</summary>
    public TimeSpan DelayNoticeAfter { get; init; } = TimeSpan.FromHours(4);

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
