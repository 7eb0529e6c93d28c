using System.Globalization;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>Whether this run may take an hour: <c>./test.sh --nightly</c>.</summary>
internal static class Nightly
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("TOXMAIL_NIGHTLY") == "1";

    /// <summary>Rounds of killing nodes at random moments; <c>TOXMAIL_KILL_ROUNDS</c> says another number.</summary>
    public static int KillRounds { get; } = ReadKillRounds(Environment.GetEnvironmentVariable("TOXMAIL_KILL_ROUNDS"));

    /// <summary>The largest mail sent.</summary>
    public static int LargestBody => IsOn ? 1_000_000_000 : 100_000_000;

    private static int ReadKillRounds(string? given) => given switch
    {
        null or "" => IsOn ? 100 : 10,
        _ => int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture),
    };
}
