using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>Gathers what the gossip wants done, so that what it keeps is durable before anything is sent.</summary>
internal sealed class GossipEffects : IGossipOutput
{
    private readonly Dictionary<EnvelopeId, ReadOnlyMemory<byte>> _bodies = [];
    private readonly Dictionary<EnvelopeId, HeldEnvelope> _kept = [];
    private readonly List<EnvelopeId> _dropped = [];
    private readonly List<SpentEnvelope> _spent = [];
    private readonly List<Sighting> _sightings = [];
    private readonly Dictionary<PublicKey, NeighbourState> _neighbours = [];
    private readonly Dictionary<(PublicKey Contact, Tombstone Release), Untold?> _untold = [];
    private readonly List<(PublicKey To, Frame Frame)> _frames = [];
    private readonly List<(PublicKey To, IReadOnlyList<EnvelopeId> Ids)> _served = [];

    /// <summary>The bytes of an envelope that the gossip is about to be told of.</summary>
    internal void Bring(EnvelopeId id, ReadOnlyMemory<byte> body) => _bodies[id] = body;

    /// <summary>Everything since the last time; what is kept anew comes with its bytes.</summary>
    /// <param name="all">Cursors too that moved alone: they wait else for something to be written with, for a contact can move its own as often as it likes.</param>
    internal GossipBatch Take(bool all)
    {
        all |= _kept.Count + _dropped.Count + _spent.Count + _sightings.Count + _untold.Count > 0;
        var batch = new GossipBatch(
            [.. _kept.Values.Where(kept => _bodies.ContainsKey(kept.Id)).Select(kept => (kept, _bodies[kept.Id]))],
            new EnvelopeChanges
            {
                Changed = [.. _kept.Values.Where(kept => !_bodies.ContainsKey(kept.Id))],
                Dropped = [.. _dropped],
                Spent = [.. _spent],
                Neighbours = all ? [.. _neighbours.Values] : [],
                Sightings = [.. _sightings],
                Untold = [.. _untold.Values.OfType<Untold>()],
                Told = [.. _untold.Where(static untold => untold.Value is null).Select(static untold => untold.Key)],
            },
            [.. _frames],
            [.. _served]);
        _bodies.Clear();
        _kept.Clear();
        _dropped.Clear();
        _spent.Clear();
        _sightings.Clear();
        _untold.Clear();
        if (all)
        {
            _neighbours.Clear();
        }

        _frames.Clear();
        _served.Clear();
        return batch;
    }

    public void Offer(PublicKey to, ulong upTo, IReadOnlyList<EnvelopeOffer> offers) => _frames.Add((to, new Frame.Offer(upTo, offers)));

    public void Want(PublicKey from, IReadOnlyList<EnvelopeId> ids) => _frames.AddRange(ids.Chunk(WireFormat.MaxWants).Select(part => (from, (Frame)new Frame.Want(part))));

    public void Release(PublicKey to, IReadOnlyList<Tombstone> releases) => _frames.AddRange(releases.Chunk(WireFormat.MaxTombstones).Select(part => (to, (Frame)new Frame.Release(part))));

    public void Serve(PublicKey to, IReadOnlyList<EnvelopeId> ids) => _served.Add((to, ids));

    public void Keep(HeldEnvelope envelope) => _kept[envelope.Id] = envelope;

    public void Drop(EnvelopeId id)
    {
        _kept.Remove(id);
        _dropped.Add(id);
    }

    public void Note(Sighting sighting) => _sightings.Add(sighting);

    public void Remember(SpentEnvelope spent) => _spent.Add(spent);

    public void Owe(Untold untold) => _untold[(untold.Contact, untold.Release)] = untold;

    public void Told(PublicKey contact, Tombstone release) => _untold[(contact, release)] = null;

    public void Save(NeighbourState neighbour) => _neighbours[neighbour.Key] = neighbour;
}
