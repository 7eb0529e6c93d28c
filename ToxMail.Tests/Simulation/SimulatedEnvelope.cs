using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Simulation;

/// <summary>An envelope, and what only those who can open it know.</summary>
internal sealed record SimulatedEnvelope(HeldEnvelope Header, Tombstone Release, int Recipient, SimulatedMail? Mail, bool IsReceipt)
{
    /// <summary>Contacts of the recipient, other than the sender, who have it.</summary>
    public HashSet<PublicKey> Witnesses { get; } = [];
}
