using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// Notes which contacts have what is here: who is to be told when it is deleted, and how many sides a guarded receipt may count. It does so for all envelopes
/// alike, so that what is written, and when, does not show which are for this node.
/// </summary>
internal sealed class Sightings(EnvelopePool pool, Neighbours neighbours, IGossipOutput output)
{
    public void Restore(IEnumerable<Sighting> sightings)
    {
        foreach (var (id, key, isFromHere) in sightings)
        {
            if (pool.Find(id) is not { } held || neighbours.Find(key) is not { } contact)
            {
                continue;
            }

            if (isFromHere)
            {
                held.Exchanged.Add(contact.Index);
            }
            else
            {
                held.Offerers.Add(contact.Index);
            }
        }
    }

    /// <summary>How many contacts other than one have offered an envelope.</summary>
    public int OfferersOf(EnvelopeId id, PublicKey except) =>
        pool.Find(id)?.OfferersWithout(neighbours.Find(except)?.Index ?? Showing.Nobody, Showing.Nobody) ?? 0;

    /// <summary>A contact other than one has offered an envelope, and is a store node of the user's that he does not hide.</summary>
    public bool IsFromStore(EnvelopeId id, PublicKey except) => pool.Find(id) is { } held
        && neighbours.All.Any(contact => contact.State is { IsStore: true, IsHidden: false } && contact.Key != except && held.Offerers.Contains(contact.Index));

    /// <summary>The contact is one no more.</summary>
    public void Forget(Neighbour contact)
    {
        foreach (var held in pool.All)
        {
            held.Forget(contact.Index);
        }
    }

    /// <summary>The contact shows that it has it. One who got it from here is no offerer.</summary>
    public void Offered(Held held, Neighbour by)
    {
        if (!held.Exchanged.Contains(by.Index) && held.Offerers.Add(by.Index))
        {
            output.Note(new Sighting(held.Id, by.Key, IsFromHere: false));
        }
    }

    /// <summary>It has come: those who had offered it by then.</summary>
    public void Arrived(Held held)
    {
        foreach (var offerer in neighbours.All.Where(neighbour => held.Offerers.Contains(neighbour.Index)))
        {
            output.Note(new Sighting(held.Id, offerer.Key, IsFromHere: false));
        }
    }

    public void HandedOver(Held held, Neighbour to)
    {
        if (held.Exchanged.Add(to.Index))
        {
            output.Note(new Sighting(held.Id, to.Key, IsFromHere: true));
        }
    }
}
