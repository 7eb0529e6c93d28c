namespace ToxMail.Tests.Support.Nodes;

/// <summary>Whether this run may take an hour: <c>./test.sh --nightly</c>.</summary>
internal static class Nightly
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("TOXMAIL_NIGHTLY") == "1";

    /// <summary>Rounds of killing nodes at random moments.</summary>
    public static int KillRounds => IsOn ? 100 : 10;

    /// <summary>The largest mail sent.</summary>
    public static int LargestBody => IsOn ? 1_000_000_000 : 100_000_000;
}
