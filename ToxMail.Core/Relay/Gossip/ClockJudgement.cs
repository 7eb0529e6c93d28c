namespace ToxMail.Core.Relay.Gossip;

/// <summary>Whether the own clock may be trusted to date envelopes.</summary>
internal static class ClockJudgement
{
    private static readonly TimeSpan _most = TimeSpan.FromHours(12);

    /// <param name="differences">How far each contact's clock is ahead of ours.</param>
    public static bool MaySend(IEnumerable<TimeSpan> differences)
    {
        var sorted = differences.Order().ToArray();
        return sorted.Length == 0 || sorted[sorted.Length / 2].Duration() <= _most;
    }
}
