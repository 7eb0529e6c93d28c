using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>What is here: takes in, puts into the offer log at its ticks, and throws out by quota and age.</summary>
internal sealed class Stock(EnvelopePool pool, OfferLog log, Neighbours neighbours, Quotas quotas, Tombstones tombstones, Func<EnvelopeTag, PublicKey?> authorOf, IGossipOutput output, Random random)
{
    private readonly LogPace _pace = new(random);
    private readonly double _phase = random.NextDouble();

    public RelayOptions Options { get; set; } = new();

    /// <summary>When waiting envelopes enter the log.</summary>
    public DateTimeOffset? NextTick { get; private set; }

    /// <summary>A day's bytes may pass: what a contact takes. A store node's contacts take little of what they are shown.</summary>
    private long BytesPerDay => Options.Mode == RelayMode.Store ? Options.StoreBytes : Options.DailyBytesPerContact;

    public void Restore(IEnumerable<HeldEnvelope> entries, DateTimeOffset now)
    {
        foreach (var entry in entries)
        {
            var held = new Held(entry) { Author = entry.From is null ? null : authorOf(entry.Tag) };
            if (!pool.Add(held) || held.Entry.From is not { } from)
            {
                continue;
            }

            var source = neighbours.GetOrAdd(from);
            source.Account.Keep(held);
            held.Offerers.Add(source.Index);
            held.Exchanged.Add(source.Index);
        }

        log.Restore(pool.All.Where(held => held.Entry.Sequence != 0), now);
        foreach (var held in pool.All.Where(held => held.Entry.Sequence == 0))
        {
            Wait(held, now);
        }
    }

    public void Keep(Held held, DateTimeOffset now)
    {
        if (pool.Add(held))
        {
            output.Keep(held.Entry);
            Wait(held, now);
        }
    }

    /// <summary>Makes room for an envelope, by the contact's own share and by all together; false: there is none.</summary>
    public bool MakeRoom(Neighbour from, int size)
    {
        if (size > Options.StoreBytes || quotas.ToEvict(from.Account, size) is not { } victims)
        {
            return false;
        }

        foreach (var victim in victims)
        {
            Evict(victim);
        }

        Shrink(size);
        return true;
    }

    /// <summary>Throws out until so many bytes more fit into the store.</summary>
    public void Shrink(int coming)
    {
        while (quotas.Excess(neighbours.All, coming) is { } victim)
        {
            Evict(victim);
        }
    }

    /// <summary>Takes an envelope out for good, without a tombstone.</summary>
    public void Evict(Held held)
    {
        tombstones.AddEvicted(held.Id);
        Remove(held);
    }

    public void Remove(Held held)
    {
        pool.Remove(held);
        log.NoteGone();
        if (held.Entry.From is { } from)
        {
            neighbours.Find(from)?.Account.Drop(held);
        }

        output.Drop(held.Id);
    }

    /// <summary>Throws out what has lived.</summary>
    public void Sweep(DateTimeOffset now)
    {
        foreach (var held in pool.All.Where(held => EnvelopeLife.EndOf(held.Entry.Expiry) <= now).ToArray())
        {
            Remove(held);
        }
    }

    /// <summary>The next tick has something to do.</summary>
    public void Arm(DateTimeOffset now)
    {
        var tick = Math.Max(1, Options.Tick.Ticks);
        var since = (now.UtcTicks + (long)(_phase * tick)) % tick;
        NextTick ??= now + TimeSpan.FromTicks(tick - since);
    }

    /// <summary>Lets waiting envelopes into the log.</summary>
    public void EnterLog(DateTimeOffset now)
    {
        NextTick = null;
        foreach (var held in _pace.Take(BytesPerDay, now))
        {
            log.Append(held);
            output.Keep(held.Entry);
        }

        if (!_pace.IsEmpty)
        {
            Arm(now);
        }
    }

    /// <summary>What nobody could be shown can be shown now: contacts have read past it, so it takes a later place in the log.</summary>
    public void LogAnew(IReadOnlyCollection<Held> shown, DateTimeOffset now)
    {
        var logged = shown.Where(static held => held.Entry.Sequence != 0).ToHashSet();
        log.TakeOut(logged);
        foreach (var held in logged)
        {
            held.Entry = held.Entry with { Sequence = 0 };
            output.Keep(held.Entry);
            Wait(held, now);
        }
    }

    private void Wait(Held held, DateTimeOffset now)
    {
        _pace.Add(held);
        Arm(now);
    }
}
