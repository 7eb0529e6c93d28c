namespace ToxMail.Core.Names;

/// <summary>When a known name is looked up again.</summary>
internal static class CheckTimes
{
    /// <summary>At least the whole span and at most a tenth more, at random: names that were added together are not asked for together for ever.</summary>
    internal static TimeSpan Spread(TimeSpan every) => every * (1 + (Random.Shared.NextDouble() / 10));
}
