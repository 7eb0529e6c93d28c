using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

/// <summary>Changes to the envelope store that belong together.</summary>
internal sealed record EnvelopeChanges
{
    public IReadOnlyList<HeldEnvelope> Changed { get; init; } = [];

    public IReadOnlyList<EnvelopeId> Dropped { get; init; } = [];

    public IReadOnlyList<SpentEnvelope> Spent { get; init; } = [];

    public IReadOnlyList<NeighbourState> Neighbours { get; init; } = [];

    public IReadOnlyList<Sighting> Sightings { get; init; } = [];

    public IReadOnlyList<Untold> Untold { get; init; } = [];

    public IReadOnlyList<(PublicKey Contact, Tombstone Release)> Told { get; init; } = [];

    public int Count => Changed.Count + Dropped.Count + Spent.Count + Neighbours.Count + Sightings.Count + Untold.Count + Told.Count;
}
