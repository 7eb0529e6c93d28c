namespace ToxMail.Core.Tox;

/// <summary>When to ask bootstrap nodes again.</summary>
internal static class BootstrapSchedule
{
    /// <summary>How long an offline report must last: libtoxcore often mends it alone (<c>tox.h</c>, "self_connection_status").</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <summary>The wait after an attempt, counted from 0: 10 s, doubling, at most 90 s.</summary>
    internal static TimeSpan Wait(int attempt)
    {
        var doubled = First * Math.Pow(2, Math.Min(attempt, 10));
        return doubled < Longest ? doubled : Longest;
    }
}
