namespace ToxMail.Core.Relay.Gossip;

/// <summary>What becomes of envelopes when the user makes another kind of relay of his node.</summary>
internal sealed class ModeChange(EnvelopePool pool, Stock stock, Fetching fetching, Neighbours neighbours, IGossipOutput output)
{
    public void Change(RelayOptions before, RelayOptions after, DateTimeOffset now)
    {
        if (after.Mode == RelayMode.Off)
        {
            LetGo(now);
        }

        stock.LogAnew([.. pool.All.Where(held => HopRule.Shown(held.Entry.Hops, before) is null && HopRule.Shown(held.Entry.Hops, after) is not null)], now);
    }

    /// <summary>Reads a contact's log from its beginning at the next HELLO.</summary>
    public void Reread(Neighbour neighbour, DateTimeOffset now)
    {
        fetching.Leave(neighbour, now);
        neighbour.State = neighbour.State with { Cursor = 0 };
        output.Save(neighbour.State);
    }

    /// <summary>Not as what is thrown out for lack of room, which is never taken again: once the relay is on, each contact's log is read from its beginning to find what it holds still.</summary>
    private void LetGo(DateTimeOffset now)
    {
        foreach (var held in pool.All.Where(static held => !held.IsOwn).ToArray())
        {
            stock.Remove(held);
        }

        foreach (var neighbour in neighbours.All)
        {
            Reread(neighbour, now);
        }
    }
}
