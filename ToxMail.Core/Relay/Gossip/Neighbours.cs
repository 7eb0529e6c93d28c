using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>The contacts of a node. An index is used again once its contact is gone.</summary>
internal sealed class Neighbours
{
    private readonly Dictionary<PublicKey, Neighbour> _byKey = [];
    private readonly SortedSet<int> _free = [];

    public IReadOnlyCollection<Neighbour> All => _byKey.Values;

    public bool AnyHidden { get; private set; }

    public Neighbour? Find(PublicKey key) => _byKey.GetValueOrDefault(key);

    public Neighbour? FindOnline(PublicKey key) => Find(key) is { IsOnline: true } found ? found : null;

    public Neighbour GetOrAdd(PublicKey key) => Find(key) ?? Add(new NeighbourState { Key = key });

    public Neighbour Add(NeighbourState state)
    {
        var index = _free.Count > 0 ? _free.Min : _byKey.Count;
        _free.Remove(index);
        var added = new Neighbour(index, state);
        _byKey[state.Key] = added;
        NoteHidden();
        return added;
    }

    public void Remove(Neighbour neighbour)
    {
        _byKey.Remove(neighbour.Key);
        _free.Add(neighbour.Index);
        NoteHidden();
    }

    public void NoteHidden() => AnyHidden = _byKey.Values.Any(neighbour => neighbour.State.IsHidden);
}
