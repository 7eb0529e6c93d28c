using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Simulation;

/// <summary>An envelope, and what only those who can open it know.</summary>
internal sealed record SimulatedEnvelope(HeldEnvelope Header, Tombstone Release, int Recipient, SimulatedMail? Mail, bool IsReceipt)
{
    /// <summary>When what is in it was written.</summary>
    public required DateTimeOffset Created { get; init; }
}
