using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>The envelopes that are here.</summary>
internal sealed class EnvelopePool
{
    private readonly Dictionary<EnvelopeId, Held> _byId = [];

    // A hostile envelope may carry the T of another: each T leads to all that carry it.
    private readonly Dictionary<Tombstone, List<Held>> _byCommitment = [];

    public IReadOnlyCollection<Held> All => _byId.Values;

    /// <summary>Bytes held for others.</summary>
    public long Bytes { get; private set; }

    /// <summary>Envelopes held for others.</summary>
    public int Count { get; private set; }

    public int OwnCount => _byId.Count - Count;

    public Held? Find(EnvelopeId id) => _byId.GetValueOrDefault(id);

    public IReadOnlyList<Held> With(Tombstone commitment) =>
        _byCommitment.TryGetValue(commitment, out var found) ? [.. found] : [];

    public bool Add(Held held)
    {
        if (!_byId.TryAdd(held.Id, held))
        {
            return false;
        }

        if (!_byCommitment.TryGetValue(held.Entry.Commitment, out var same))
        {
            _byCommitment[held.Entry.Commitment] = same = new List<Held>(1);
        }

        same.Add(held);
        Count += held.IsOwn ? 0 : 1;
        Bytes += held.IsOwn ? 0 : held.Size;
        return true;
    }

    /// <summary>Finds the author of what is here and had none; gives back those that have one now.</summary>
    public IReadOnlyList<EnvelopeId> Recognise(Func<EnvelopeTag, PublicKey?> authorOf)
    {
        var recognised = new List<EnvelopeId>();
        foreach (var held in All.Where(static held => !held.IsOwn && held.Author is null))
        {
            held.Author = authorOf(held.Entry.Tag);
            if (held.Author is not null)
            {
                recognised.Add(held.Id);
            }
        }

        return recognised;
    }

    public void Remove(Held held)
    {
        held.IsGone = true;
        _byId.Remove(held.Id);
        var same = _byCommitment[held.Entry.Commitment];
        same.Remove(held);
        if (same.Count == 0)
        {
            _byCommitment.Remove(held.Entry.Commitment);
        }

        Count -= held.IsOwn ? 0 : 1;
        Bytes -= held.IsOwn ? 0 : held.Size;
    }
}
