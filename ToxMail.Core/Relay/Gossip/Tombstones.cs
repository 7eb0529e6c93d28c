using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>What is not taken again: envelopes whose x was published, x values that came before their envelope, envelopes that had to go for others.</summary>
internal sealed class Tombstones
{
    private const int MostSpent = 262_144;
    private const int MostEvicted = 65_536;
    private const int MostEarlyPerContact = 1024;

    /// <summary>How long after its expiry an envelope is still remembered: clocks differ.</summary>
    private static readonly TimeSpan _after = TimeSpan.FromHours(48);

    private readonly Dictionary<EnvelopeId, SpentEnvelope> _spent = [];
    private readonly HashSet<Tombstone> _commitments = [];
    private readonly Queue<EnvelopeId> _order = new();
    private readonly HashSet<EnvelopeId> _evicted = [];
    private readonly Queue<EnvelopeId> _evictedOrder = new();
    private readonly Dictionary<Tombstone, Tombstone> _early = [];

    public int Count => _spent.Count;

    public static DateTimeOffset UntilOf(ushort expiry) => EnvelopeLife.EndOf(expiry) + _after;

    public SpentEnvelope? Find(EnvelopeId id) => _spent.TryGetValue(id, out var spent) ? spent : null;

    public bool WasEvicted(EnvelopeId id) => _evicted.Contains(id);

    /// <summary>The x of this T was seen before.</summary>
    public bool Knows(Tombstone commitment) => _commitments.Contains(commitment) || _early.ContainsKey(commitment);

    public Tombstone? EarlyRelease(Tombstone commitment) => _early.TryGetValue(commitment, out var release) ? release : null;

    public void Add(SpentEnvelope spent, Tombstone commitment)
    {
        if (!_spent.TryAdd(spent.Id, spent))
        {
            return;
        }

        _commitments.Add(commitment);
        _order.Enqueue(spent.Id);
        if (_spent.Count > MostSpent)
        {
            Remove(_order.Dequeue());
        }
    }

    public void AddEvicted(EnvelopeId id)
    {
        if (!_evicted.Add(id))
        {
            return;
        }

        _evictedOrder.Enqueue(id);
        if (_evicted.Count > MostEvicted)
        {
            _evicted.Remove(_evictedOrder.Dequeue());
        }
    }

    /// <summary>An x that fits nothing here yet; a contact's oldest gives way to its newest.</summary>
    public void AddEarly(Neighbour from, Tombstone release, Tombstone commitment)
    {
        if (!_early.TryAdd(commitment, release))
        {
            return;
        }

        from.Early.Enqueue(commitment);
        if (from.Early.Count > MostEarlyPerContact)
        {
            _early.Remove(from.Early.Dequeue());
        }
    }

    public void Forget(Neighbour neighbour)
    {
        foreach (var commitment in neighbour.Early)
        {
            _early.Remove(commitment);
        }
    }

    /// <summary>Forgets what nobody can offer any more.</summary>
    public void Sweep(DateTimeOffset now)
    {
        for (var i = _order.Count; i > 0; i--)
        {
            var id = _order.Dequeue();
            if (_spent[id].Until <= now)
            {
                Remove(id);
            }
            else
            {
                _order.Enqueue(id);
            }
        }
    }

    private void Remove(EnvelopeId id)
    {
        if (_spent.Remove(id, out var spent))
        {
            _commitments.Remove(spent.Release.Commitment());
        }
    }
}
