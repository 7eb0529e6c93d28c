using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>Judges envelopes that come: what is kept is what was asked for, as it was offered, and not deleted meanwhile.</summary>
internal sealed class Arriving(EnvelopePool pool, Stock stock, Fetching fetching, Deleting deleting, Sightings sightings, Func<EnvelopeTag, PublicKey?> authorOf)
{
    /// <returns>Whether it is kept.</returns>
    public bool Take(Neighbour from, HeldEnvelope candidate, DateTimeOffset now, Func<bool>? isPaid)
    {
        if (fetching.Answered(from, candidate.Id) is not { } offer)
        {
            return false;
        }

        from.Account.CountIn(Sizes.Of(candidate.Class), candidate.IsIntro, now);
        if (!candidate.IsAsIn(offer) || !candidate.IsPaid(isPaid))
        {
            fetching.Distrust(from, candidate.Id, now);
            return false;
        }

        var offerers = fetching.Settle(candidate.Id, now);
        if (pool.Find(candidate.Id) is { } known)
        {
            known.Exchanged.Add(from.Index);
            return false;
        }

        if (!EnvelopeLife.IsAcceptable(candidate.Expiry, now) || deleting.WasDeletedBefore(candidate) || !stock.MakeRoom(from, Sizes.Of(candidate.Class)))
        {
            return false;
        }

        var entry = candidate with { From = from.Key, Hops = HopRule.Taken(offer.Hops), Sequence = 0 };
        var held = new Held(entry) { Offerers = offerers, Author = authorOf(candidate.Tag) };
        held.Exchanged.Add(from.Index);
        from.Account.Keep(held);
        stock.Keep(held, now);
        sightings.Arrived(held);
        return true;
    }
}
