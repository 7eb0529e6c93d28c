using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Relay.Gossip;

/// <summary>Writes down what a gossip wants done.</summary>
internal sealed class Recorder : IGossipOutput
{
    public List<(PublicKey To, ulong UpTo, EnvelopeOffer Offer)> Offers { get; } = [];

    public List<(PublicKey From, EnvelopeId Id)> Wants { get; } = [];

    public List<(PublicKey To, EnvelopeId Id)> Serves { get; } = [];

    public List<(PublicKey To, Tombstone Release)> Releases { get; } = [];

    public Dictionary<EnvelopeId, HeldEnvelope> Held { get; } = [];

    public List<SpentEnvelope> Spent { get; } = [];

    public Dictionary<PublicKey, NeighbourState> Saved { get; } = [];

    public void Offer(PublicKey to, ulong upTo, IReadOnlyList<EnvelopeOffer> offers) => Offers.AddRange(offers.Select(offer => (to, upTo, offer)));

    public void Want(PublicKey from, IReadOnlyList<EnvelopeId> ids) => Wants.AddRange(ids.Select(id => (from, id)));

    public void Serve(PublicKey to, IReadOnlyList<EnvelopeId> ids) => Serves.AddRange(ids.Select(id => (to, id)));

    public void Release(PublicKey to, IReadOnlyList<Tombstone> releases) => Releases.AddRange(releases.Select(release => (to, release)));

    public HashSet<Sighting> Sightings { get; } = [];

    public void Note(Sighting sighting) => Sightings.Add(sighting);

    public Dictionary<(PublicKey Contact, Tombstone Release), Untold> Unheard { get; } = [];

    /// <summary>What a restart leaves.</summary>
    public GossipState State => new()
    {
        Held = [.. Held.Values],
        Spent = [.. Spent],
        Neighbours = [.. Saved.Values],
        Sightings = [.. Sightings],
        Untold = [.. Unheard.Values],
    };

    public void Owe(Untold untold) => Unheard[(untold.Contact, untold.Release)] = untold;

    public void Told(PublicKey contact, Tombstone release) => Unheard.Remove((contact, release));

    public void Keep(HeldEnvelope envelope) => Held[envelope.Id] = envelope;

    public void Drop(EnvelopeId id) => Held.Remove(id);

    public void Remember(SpentEnvelope spent) => Spent.Add(spent);

    public void Save(NeighbourState neighbour) => Saved[neighbour.Key] = neighbour;
}
