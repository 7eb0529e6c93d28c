using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>What the gossip wants done: first the store, in this order, then the contacts.</summary>
internal sealed record GossipBatch(
    IReadOnlyList<(HeldEnvelope Envelope, ReadOnlyMemory<byte> Body)> New,
    EnvelopeChanges Changes,
    IReadOnlyList<(PublicKey To, Frame Frame)> Frames,
    IReadOnlyList<(PublicKey To, IReadOnlyList<EnvelopeId> Ids)> Served)
{
    internal bool HasChanges => Changes.Count > 0;
}
