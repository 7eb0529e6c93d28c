using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>Shows contacts the offer log, each from where it has read to.</summary>
internal sealed class Showing(EnvelopePool pool, OfferLog log, Neighbours neighbours, IGossipOutput output, Random random)
{
    /// <summary>So many other contacts must have offered what could show that a hidden contact is one.</summary>
    private const int Witnesses = 2;

    /// <summary>So many frames at once: what is not sent yet lies in memory.</summary>
    private const int MostFrames = 4096;

    /// <summary>An index that no contact has.</summary>
    public const int Nobody = -1;

    public RelayOptions Options { get; set; } = new();

    /// <summary>Shows a contact what was logged since.</summary>
    /// <returns>True when there is more: to be continued at the next tick.</returns>
    public bool Show(Neighbour neighbour)
    {
        if (!MayShow(neighbour) || neighbour.Shown >= log.Head)
        {
            return false;
        }

        var frames = 0;

        var offers = new List<EnvelopeOffer>();
        foreach (var held in log.After(neighbour.Shown))
        {
            if (HopRule.Shown(held.Entry.Hops, Options) is not { } hops || !IsFor(held, neighbour))
            {
                continue;
            }

            if (offers.Count == WireFormat.MaxOffers)
            {
                // Up to the entry before this one: all that came between them is not for this contact.
                output.Offer(neighbour.Key, held.Entry.Sequence - 1, offers);
                offers = [];
                if (++frames == MostFrames)
                {
                    neighbour.Shown = held.Entry.Sequence - 1;
                    return true;
                }
            }

            offers.Add(OfferOf(held, hops));
        }

        neighbour.Shown = log.Head;
        if (offers.Count > 0)
        {
            output.Offer(neighbour.Key, log.Head, offers);
        }

        return false;
    }

    /// <summary>Shows a contact what it was passed over with and may see by now.</summary>
    public void ShowWithheld(Neighbour neighbour)
    {
        if (!MayShow(neighbour) || neighbour.WithheldCount == 0)
        {
            return;
        }

        var freed = pool.All.Where(held => held.Withheld.Contains(neighbour.Index) && MaySee(held, neighbour)).ToArray();
        random.Shuffle(freed);
        foreach (var held in freed)
        {
            held.Withheld.Remove(neighbour.Index);
            neighbour.WithheldCount--;
        }

        foreach (var offers in freed.Select(held => OfferOf(held, HopRule.Shown(held.Entry.Hops, Options) ?? 0)).Chunk(WireFormat.MaxOffers))
        {
            output.Offer(neighbour.Key, neighbour.Shown, offers);
        }
    }

    /// <summary>The contact was shown this envelope, so it may ask for it.</summary>
    public bool WasShown(Held held, Neighbour neighbour) =>
        MayShow(neighbour) && HopRule.Shown(held.Entry.Hops, Options) is not null && held.Entry.Sequence != 0 && held.Entry.Sequence <= neighbour.Shown
        && !held.Withheld.Contains(neighbour.Index) && MaySee(held, neighbour);

    /// <summary>Nothing follows from the envelope's being here: not about a hidden contact, and not that its author has reached us by another.</summary>
    public bool IsVisible(Held held, Neighbour to)
    {
        if (held.Author == to.Key)
        {
            return false;
        }

        if (held.IsOwn || !neighbours.AnyHidden)
        {
            return true;
        }

        var source = neighbours.Find(held.Entry.From!.Value) is { State.IsHidden: true } hidden && hidden != to ? hidden.Index : Nobody;
        var watched = to.State.IsHidden ? to.Index : Nobody;
        return (source == Nobody && watched == Nobody) || held.OfferersWithout(source, watched) >= Witnesses;
    }

    /// <summary>Others than this hidden contact offered the envelope.</summary>
    public static bool HasWitnesses(Held held, Neighbour hidden) => held.OfferersWithout(hidden.Index, Nobody) >= Witnesses;

    private bool MayShow(Neighbour neighbour) => neighbour.IsOnline && neighbour.State.Carry && Options.Mode != RelayMode.Off;

    private bool IsFor(Held held, Neighbour neighbour)
    {
        if (held.Entry.From == neighbour.Key)
        {
            return false;
        }

        if (MaySee(held, neighbour))
        {
            return true;
        }

        neighbour.WithheldCount += held.Withheld.Add(neighbour.Index) ? 1 : 0;
        return false;
    }

    private bool MaySee(Held held, Neighbour neighbour) => (!held.Entry.IsForStores || neighbour.State.IsStore) && IsVisible(held, neighbour);

    private static EnvelopeOffer OfferOf(Held held, byte hops) =>
        new(held.Id, held.Entry.Tag, held.Entry.Class, held.Entry.IsIntro, held.Entry.Expiry, hops);
}
