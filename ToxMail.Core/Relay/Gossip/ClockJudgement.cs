namespace ToxMail.Core.Relay.Gossip;

/// <summary>Whether the own clock may be trusted to date envelopes, and to forget what is too old.</summary>
internal static class ClockJudgement
{
    private static readonly TimeSpan _most = TimeSpan.FromHours(12);

    /// <summary>True when it is near the median of the contacts' clocks; of two in the middle the one nearer to ours counts. Where there are none nobody can tell, and nobody is there to take anything.</summary>
    /// <param name="differences">How far the clock of each contact that is online is ahead of ours.</param>
    public static bool IsTrusted(IReadOnlyCollection<TimeSpan> differences)
    {
        if (differences.Count == 0)
        {
            return false;
        }

        var sorted = differences.Order().ToArray();
        var (lower, upper) = (sorted[(sorted.Length - 1) / 2].Duration(), sorted[sorted.Length / 2].Duration());
        return (lower < upper ? lower : upper) <= _most;
    }
}
