using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>Deletes envelopes whose x is known, and makes it known to those who have them.</summary>
internal sealed class Deleting(
    EnvelopePool pool, Stock stock, Neighbours neighbours, Tombstones tombstones, Couriers couriers, IGossipOutput output)
{
    /// <summary>An x whose envelope is not here any more is of use to others for so long.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromDays(18);

    public RelayOptions Options { get; set; } = new();

    /// <summary>Publishes an own x.</summary>
    public void Release(Tombstone release, DateTimeOffset now)
    {
        var commitment = release.Commitment();
        if (tombstones.Knows(commitment))
        {
            return;
        }

        var found = pool.With(commitment);
        if (found.Count == 0)
        {
            couriers.Send(release, now + _longest, neighbours.All, isOwn: true, Options.Tick, now);
        }

        foreach (var held in found)
        {
            var targets = TargetsOf(held).ToArray();
            Delete(held, release, commitment, isQuiet: false);
            couriers.Send(release, Tombstones.UntilOf(held.Entry.Expiry), targets, isOwn: true, Options.Tick, now);
        }
    }

    public void Released(Neighbour from, Tombstone release, DateTimeOffset now)
    {
        var commitment = release.Commitment();
        if (tombstones.Knows(commitment))
        {
            return;
        }

        var found = pool.With(commitment);
        if (found.Count == 0 && !from.State.IsHidden)
        {
            tombstones.AddEarly(from, release, commitment);
        }

        foreach (var held in found)
        {
            // What only a hidden contact can have said is passed on to nobody, now or later.
            var isQuiet = from.State.IsHidden && !Showing.HasWitnesses(held, from);
            var targets = isQuiet ? [] : TargetsOf(held).Where(target => target != from);
            Delete(held, release, commitment, isQuiet);
            couriers.Send(release, Tombstones.UntilOf(held.Entry.Expiry), targets.ToArray(), isOwn: false, Options.Tick, now);
        }
    }

    /// <summary>An envelope that comes now was deleted before it came.</summary>
    public bool WasDeletedBefore(HeldEnvelope envelope)
    {
        if (tombstones.EarlyRelease(envelope.Commitment) is not { } release)
        {
            return tombstones.Knows(envelope.Commitment);
        }

        Remember(new SpentEnvelope(envelope.Id, release, Tombstones.UntilOf(envelope.Expiry)), envelope.Commitment);
        return true;
    }

    private void Delete(Held held, Tombstone release, Tombstone commitment, bool isQuiet)
    {
        stock.Remove(held);
        Remember(new SpentEnvelope(held.Id, release, Tombstones.UntilOf(held.Entry.Expiry)) { IsQuiet = isQuiet }, commitment);
    }

    private void Remember(SpentEnvelope spent, Tombstone commitment)
    {
        tombstones.Add(spent, commitment);
        output.Remember(spent);
    }

    /// <summary>Those it was exchanged with.</summary>
    private IEnumerable<Neighbour> TargetsOf(Held held)
    {
        var exchanged = held.Exchanged | held.Offerers;
        return neighbours.All.Where(neighbour => exchanged.Contains(neighbour.Index));
    }
}
