using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>An envelope that is here, with what is known of it.</summary>
internal sealed class Held(HeldEnvelope entry)
{
    /// <summary>How often one contact gets it: links break, but nobody draws for ever.</summary>
    private const int MostServes = 8;

    /// <summary>Contacts who offered it without having got it from here.</summary>
    public NeighbourSet Offerers;

    /// <summary>Contacts who gave it or got it.</summary>
    public NeighbourSet Exchanged;

    /// <summary>Contacts who were passed over because a hidden contact would show, or because they are no store nodes: they may see it later.</summary>
    public NeighbourSet Withheld;

    private Dictionary<int, int>? _serves;

    public HeldEnvelope Entry { get; set; } = entry;

    /// <summary>It has left the store; lists that still have it skip it.</summary>
    public bool IsGone { get; set; }

    /// <summary>The contact who wrote it to this node; null: it is not for us. He must not see that it is here.</summary>
    public PublicKey? Author { get; set; }

    public EnvelopeId Id => Entry.Id;

    public bool IsOwn => Entry.From is null;

    public int Size => Sizes.Of(Entry.Class);

    /// <summary>How many contacts are known to have it.</summary>
    public int Spread => (Offerers | Exchanged).Count;

    /// <summary>Counts one more serving; false: it was enough.</summary>
    public bool MayServe(int neighbour)
    {
        _serves ??= [];
        var served = _serves.GetValueOrDefault(neighbour);
        _serves[neighbour] = served + 1;
        return served < MostServes;
    }

    public void Forget(int neighbour)
    {
        Offerers.Remove(neighbour);
        Exchanged.Remove(neighbour);
        Withheld.Remove(neighbour);
        _serves?.Remove(neighbour);
    }

    /// <summary>How many contacts offered it, but for two.</summary>
    public int OfferersWithout(int one, int other)
    {
        var count = Offerers.Count;
        count -= Offerers.Contains(one) ? 1 : 0;
        count -= other != one && Offerers.Contains(other) ? 1 : 0;
        return count;
    }
}
