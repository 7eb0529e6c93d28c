using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>Decides which offers are fetched.</summary>
internal sealed class Taking(
    EnvelopePool pool, Stock stock, Showing showing, Sightings sightings, Tombstones tombstones, Couriers couriers, Func<EnvelopeTag, PublicKey?> authorOf, Random random)
{
    public RelayOptions Options { get; set; } = new();

    /// <summary>
    /// Whether an offer is to be fetched. Draws the same from the random source whether or not the tag is ours. An offer for its recipient alone asks
    /// "is this yours?": only a store node of the user's is answered.
    /// </summary>
    public bool Takes(Neighbour from, EnvelopeOffer offer, DateTimeOffset now)
    {
        var isMine = MayBeMine(from, offer);
        var isTail = offer.Hops == EnvelopeOffer.TailHops;
        var isLucky = !isTail || random.NextDouble() < Options.TailProbability;
        if (!EnvelopeLife.IsAcceptable(offer.Expiry, now) || tombstones.WasEvicted(offer.Id))
        {
            return false;
        }

        if (tombstones.Find(offer.Id) is { } spent)
        {
            if (!spent.IsQuiet)
            {
                couriers.Answer(from, spent, now);
            }

            return false;
        }

        return !IsKnown(from, offer.Id, now) && (isLucky || isMine || Options.Mode == RelayMode.Store);
    }

    /// <summary>An intro's tag tells nobody whose it is.</summary>
    private bool MayBeMine(Neighbour from, EnvelopeOffer offer) => offer.IsIntro || (from.State.IsStore && authorOf(offer.Tag) is not null);

    /// <summary>It is here. What a hidden contact brought alone is fetched again, for to know it already would tell.</summary>
    private bool IsKnown(Neighbour from, EnvelopeId id, DateTimeOffset now)
    {
        if (pool.Find(id) is not { } held)
        {
            return false;
        }

        var shows = showing.IsVisible(held, from);
        sightings.Offered(held, from);
        if (!held.Withheld.IsEmpty)
        {
            stock.Arm(now);
        }

        return shows;
    }
}
