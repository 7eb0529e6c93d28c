using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// Brings x values to those who have the envelope: to one contact first, to the others at once or some time later, as a coin falls, so that who first
/// says it is not who made it known.
/// </summary>
internal sealed class Couriers(IGossipOutput output, Random random)
{
    private const int MostUntold = 4096;

    /// <summary>What was sent so long before a link was lost has arrived: Tox gives a link up after half a minute of silence.</summary>
    private static readonly TimeSpan _underWay = TimeSpan.FromMinutes(2);

    public static DateTimeOffset? DueOf(Neighbour neighbour)
    {
        DateTimeOffset? due = null;
        foreach (var telling in neighbour.Untold)
        {
            var at = telling.FanOut ?? DateTimeOffset.MinValue;
            due = due is null || at < due ? at : due;
        }

        return due;
    }

    /// <summary>Takes up what nobody knows to have arrived. To one contact first: who was told before the restart is not remembered.</summary>
    public static void Restore(Neighbours neighbours, IEnumerable<Untold> untold)
    {
        var tellings = new Dictionary<Tombstone, Telling>();
        foreach (var (contact, release, until) in untold)
        {
            if (neighbours.Find(contact) is not { } neighbour)
            {
                continue;
            }

            if (!tellings.TryGetValue(release, out var telling))
            {
                tellings[release] = telling = new Telling(release, until) { IsKept = true };
            }

            neighbour.Untold.Add(telling);
        }
    }

    /// <summary>Starts an x on its way. An own one always waits after the first contact.</summary>
    public void Send(Tombstone release, DateTimeOffset until, IEnumerable<Neighbour> targets, bool isOwn, TimeSpan tick, DateTimeOffset now)
    {
        var telling = new Telling(release, until) { IsKept = true };
        var order = targets.ToArray();
        random.Shuffle(order);
        foreach (var target in order)
        {
            Put(target, telling);
            output.Owe(new Untold(target.Key, release, until));
        }

        var fansOut = !isOwn && random.Next(2) == 0;
        if (fansOut)
        {
            telling.FanOut = now;
        }

        foreach (var target in order)
        {
            Deliver(target, tick, now);
        }
    }

    /// <summary>Tells a contact what it offers was deleted. Not remembered: it offers it again, as often as it likes.</summary>
    public void Answer(Neighbour neighbour, SpentEnvelope spent, DateTimeOffset now)
    {
        if (neighbour.Untold.TrueForAll(telling => telling.Release != spent.Release))
        {
            Put(neighbour, new Telling(spent.Release, spent.Until) { FanOut = now });
        }
    }

    /// <summary>Tells a contact that is online what it may know by now.</summary>
    public void Deliver(Neighbour neighbour, TimeSpan tick, DateTimeOffset now)
    {
        if (!neighbour.IsOnline || neighbour.Untold.Count == 0)
        {
            return;
        }

        var ready = neighbour.Untold.FindAll(telling => telling.FanOut is null || telling.FanOut <= now);
        foreach (var telling in ready)
        {
            telling.FanOut ??= now + (tick * random.NextDouble());
        }

        if (ready.Count > 0)
        {
            neighbour.Untold.RemoveAll(new HashSet<Telling>(ready).Contains);
            output.Release(neighbour.Key, ready.ConvertAll(telling => telling.Release));
            ready.ForEach(telling => neighbour.Told.Enqueue((telling, now)));
            ForgetTold(neighbour, now);
        }
    }

    /// <summary>The link is gone, and what was said last may not have arrived: it is said again when the contact comes back.</summary>
    public void TakeBack(Neighbour neighbour, DateTimeOffset now)
    {
        ForgetTold(neighbour, now);
        while (neighbour.Told.TryDequeue(out var told))
        {
            Put(neighbour, told.Telling);
        }
    }

    public void Sweep(Neighbour neighbour, DateTimeOffset now)
    {
        ForgetTold(neighbour, now);
        neighbour.Untold.RemoveAll(telling => telling.Until <= now);
    }

    private void ForgetTold(Neighbour neighbour, DateTimeOffset now)
    {
        while (neighbour.Told.TryPeek(out var told) && (told.At < now - _underWay || neighbour.Told.Count > MostUntold))
        {
            Settle(neighbour, neighbour.Told.Dequeue().Telling);
        }
    }

    private void Put(Neighbour neighbour, Telling telling)
    {
        if (neighbour.Untold.Count >= MostUntold)
        {
            Settle(neighbour, neighbour.Untold[0]);
            neighbour.Untold.RemoveAt(0);
        }

        neighbour.Untold.Add(telling);
    }

    private void Settle(Neighbour neighbour, Telling telling)
    {
        if (telling.IsKept)
        {
            output.Told(neighbour.Key, telling.Release);
        }
    }
}
