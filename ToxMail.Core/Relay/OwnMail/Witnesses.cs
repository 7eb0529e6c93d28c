using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>Whether what came sealed may show outside: that depends on who has offered its envelopes, and on what was settled with its author.</summary>
internal sealed class Witnesses(GossipDriver gossip, ContactPolicies policies)
{
    /// <summary>Each of the envelopes has come from two sides or from an own store node, where receipts are guarded: else its author learns of the one that he gave to somebody alone.</summary>
    internal bool AreEnough(RelayedArrival arrival) => arrival.Envelopes.All(envelope => AreEnough(EnvelopeId.Read(envelope.Id), arrival.Sender));

    /// <summary>The same of one envelope.</summary>
    internal bool AreEnough(EnvelopeId id, PublicKey author) =>
        gossip.Ask(node => ReceiptPlan.MayLeave(policies.ReceiptsFor(author), node.DistinctOfferers(id, author), node.IsFromStore(id, author)));
}
