namespace ToxMail.Core.Relay.Gossip;

/// <summary>What a gossip had remembered past a restart.</summary>
internal sealed record GossipState
{
    public IReadOnlyCollection<HeldEnvelope> Held { get; init; } = [];

    public IReadOnlyCollection<SpentEnvelope> Spent { get; init; } = [];

    public IReadOnlyCollection<NeighbourState> Neighbours { get; init; } = [];

    public IReadOnlyCollection<Sighting> Sightings { get; init; } = [];

    public IReadOnlyCollection<Untold> Untold { get; init; } = [];
}
