namespace ToxMail.Core.Delivery.Sending;

/// <summary>When a mail is tried again: a pure function of how often it was tried, so that it survives a restart with the row.</summary>
internal static class RetrySchedule
{
    /// <summary>The wait after an attempt that failed.</summary>
    /// <param name="schedule">Waits in order, at least one; the last repeats.</param>
    /// <param name="attempts">How often it was tried, 1 after the first attempt.</param>
    internal static TimeSpan WaitAfter(IReadOnlyList<TimeSpan> schedule, int attempts) =>
        schedule[Math.Clamp(attempts - 1, 0, schedule.Count - 1)];
}
