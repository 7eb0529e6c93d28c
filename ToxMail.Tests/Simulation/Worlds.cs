using ToxMail.Core.Relay;

namespace ToxMail.Tests.Simulation;

/// <summary>The protocols and worlds that are compared.</summary>
internal static class Worlds
{
    /// <summary>As shipped.</summary>
    public static RelayOptions Plan { get; } = new();

    public static RelayOptions Direct { get; } = new() { Mode = RelayMode.Off };

    /// <summary>Contacts carry to the recipient and nobody carries farther; they see whom it is for.</summary>
    public static RelayOptions OneRelay { get; } = new() { Hops = [1], EscalateAfter = [], TailProbability = 1e-9 };

    /// <summary>The first plan of the design: offers for the recipient alone at the end of the way, and two later envelopes.</summary>
    public static RelayOptions Designed { get; } =
        new() { Hops = [2, 4, 6], EscalateAfter = [TimeSpan.FromHours(24), TimeSpan.FromHours(72)], TailProbability = 0.03 };

    /// <summary>The same ends with the one later envelope of the plan.</summary>
    public static RelayOptions DesignedLater { get; } = new() { Hops = [2, 6], EscalateAfter = [TimeSpan.FromHours(54)], TailProbability = 0.03 };

    public static RelayOptions Epidemic { get; } = new() { Hops = [12], EscalateAfter = [] };

    public static WorldSettings Of(RelayOptions relay, int nodes, int mails, double duty) =>
        new() { Relay = relay, Nodes = nodes, Mails = mails, Duty = duty };
}
