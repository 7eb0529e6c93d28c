using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// All that one node decides about envelopes: what it shows, takes, keeps, hands on and deletes (<c>docs/protocol.md</c> §5.3).
/// A pure state machine: no clock, no I/O, no threads. <see cref="Restore"/> comes first; one thread at a time calls it.
/// What it wants done goes to <see cref="IGossipOutput"/>; it wants <see cref="Tick"/> at <see cref="NextDue"/>.
/// </summary>
internal sealed class GossipNode
{
    private static readonly TimeSpan _sweepEvery = TimeSpan.FromHours(1);

    private readonly ulong _storeId;
    private readonly Func<EnvelopeTag, PublicKey?> _authorOf;
    private readonly IGossipOutput _output;
    private readonly Neighbours _neighbours = new();
    private readonly EnvelopePool _pool = new();
    private readonly Tombstones _tombstones = new();
    private readonly OfferLog _log;
    private readonly Quotas _quotas;
    private readonly Stock _stock;
    private readonly Fetching _fetching;
    private readonly Showing _showing;
    private readonly Sightings _sightings;
    private readonly Taking _taking;
    private readonly Couriers _couriers;
    private readonly Deleting _deleting;
    private readonly Arriving _arriving;
    private readonly ModeChange _mode;
    private RelayOptions _options;
    private DateTimeOffset _nextSweep;

    /// <param name="options">Settings; <see cref="Change"/> sets others.</param>
    /// <param name="storeId">Names the offer log.</param>
    /// <param name="authorOf">The contact who may use a tag to write to this node; null: it is not for us.</param>
    /// <param name="output">Does what is wanted.</param>
    /// <param name="random">Contacts see what it draws, so a real node's source is a cryptographic one.</param>
    public GossipNode(RelayOptions options, ulong storeId, Func<EnvelopeTag, PublicKey?> authorOf, IGossipOutput output, Random random)
    {
        (_options, _storeId, _authorOf, _output) = (options, storeId, authorOf, output);
        _log = new OfferLog(random);
        _quotas = new Quotas(_pool);
        _stock = new Stock(_pool, _log, _neighbours, _quotas, _tombstones, authorOf, output, random);
        _fetching = new Fetching(output, _quotas, random);
        _showing = new Showing(_pool, _log, _neighbours, output, random);
        _sightings = new Sightings(_pool, _neighbours, output);
        _couriers = new Couriers(output, random);
        _taking = new Taking(_pool, _stock, _showing, _sightings, _tombstones, _couriers, authorOf, random);
        _mode = new ModeChange(_pool, _stock, _fetching, _neighbours, output);
        _deleting = new Deleting(_pool, _stock, _neighbours, _tombstones, _couriers, output);
        _arriving = new Arriving(_pool, _stock, _fetching, _deleting, _sightings, authorOf);
        Use(options);
    }

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    public DateTimeOffset NextDue
    {
        get
        {
            var due = Earlier(_nextSweep, _stock.NextTick);
            foreach (var neighbour in _neighbours.All.Where(static neighbour => neighbour.IsOnline))
            {
                due = Earlier(due, neighbour.NextDue);
            }

            return due;
        }
    }

    private bool IsOff => _options.Mode == RelayMode.Off;

    /// <summary>Takes up what was persisted. Needed for an empty store too: it sets the offer log going.</summary>
    public void Restore(GossipState state, DateTimeOffset now)
    {
        foreach (var neighbour in state.Neighbours)
        {
            _neighbours.Add(neighbour);
        }

        foreach (var known in state.Spent)
        {
            _tombstones.Add(known, known.Release.Commitment());
        }

        _stock.Restore(state.Held, now);
        _sightings.Restore(state.Sightings);
        Couriers.Restore(_neighbours, state.Untold);
        _nextSweep = now;
    }

    /// <summary>What our HELLO tells this contact, one that is not carried for too: keys are agreed on with it all the same. Null when the relay is off.</summary>
    public NeighbourHello? HelloFor(PublicKey contact)
    {
        var state = _neighbours.Find(contact)?.State ?? new NeighbourState { Key = contact };
        return IsOff ? null : new NeighbourHello(_storeId, _log.Head, state.StoreId, state.Cursor);
    }

    /// <summary>The settings have changed. Off: what is held for others goes, and can be taken anew when the relay is on again.</summary>
    public void Change(RelayOptions changed, DateTimeOffset now)
    {
        var before = _options;
        Use(changed);
        _mode.Change(before, changed, now);
        _stock.Shrink(0);
        foreach (var neighbour in _neighbours.All)
        {
            _showing.Show(neighbour);
        }
    }

    /// <summary>What was settled with a contact has changed: Carry, IsHidden, IsStore and ReceiptPolicy are taken over.</summary>
    public void Settle(NeighbourState settled, DateTimeOffset now)
    {
        var neighbour = _neighbours.GetOrAdd(settled.Key);
        neighbour.State = neighbour.State with { Carry = settled.Carry, IsHidden = settled.IsHidden, IsStore = settled.IsStore, ReceiptPolicy = settled.ReceiptPolicy };
        _neighbours.NoteHidden();
        _output.Save(neighbour.State);
        if (!settled.Carry)
        {
            _fetching.Leave(neighbour, now);
        }

        if (settled.IsStore)
        {
            _showing.ShowWithheld(neighbour);
        }

        _showing.Show(neighbour);
    }

    /// <summary>Reads a contact's log from its beginning at the next HELLO: what was left of it may be wanted by now.</summary>
    public void Reread(PublicKey contact, DateTimeOffset now)
    {
        if (_neighbours.Find(contact) is { } neighbour)
        {
            _mode.Reread(neighbour, now);
        }
    }

    /// <summary>A contact was removed: what it handed over goes with it.</summary>
    public void Forget(PublicKey contact, DateTimeOffset now)
    {
        if (_neighbours.Find(contact) is not { } neighbour)
        {
            return;
        }

        Offline(contact, now);
        foreach (var held in neighbour.Account.Held.ToArray())
        {
            _stock.Evict(held);
        }

        _sightings.Forget(neighbour);
        _tombstones.Forget(neighbour);
        _neighbours.Remove(neighbour);
    }

    /// <summary>A contact that relays is here. What it has not read yet is shown to it.</summary>
    public void Online(PublicKey contact, NeighbourHello hello, DateTimeOffset now)
    {
        var neighbour = _neighbours.GetOrAdd(contact);
        if (neighbour.IsOnline)
        {
            // It greets again because it has lost what it was told.
            _couriers.TakeBack(neighbour, now);
        }

        neighbour.IsOnline = true;
        neighbour.Shown = hello.YourStoreId == _storeId && hello.YourCursor <= _log.Head ? hello.YourCursor : 0;
        var state = neighbour.State;
        if (state.StoreId != hello.StoreId || state.Cursor > hello.LogHead)
        {
            // Another log than the one that was read, or one that was set back.
            neighbour.State = state with { StoreId = hello.StoreId, Cursor = 0 };
            _output.Save(neighbour.State);
        }

        _showing.ShowWithheld(neighbour);
        Show(neighbour, now);
        _couriers.Deliver(neighbour, _options.Tick, now);
    }

    public void Offline(PublicKey contact, DateTimeOffset now)
    {
        if (_neighbours.FindOnline(contact) is { } neighbour)
        {
            neighbour.IsOnline = false;
            _fetching.Leave(neighbour, now);
            _couriers.TakeBack(neighbour, now);
        }
    }

    /// <summary>A contact shows a part of its log.</summary>
    public void Offered(PublicKey from, ulong upTo, IReadOnlyList<EnvelopeOffer> offers, DateTimeOffset now)
    {
        if (IsOff || _neighbours.FindOnline(from) is not { State.Carry: true } neighbour)
        {
            return;
        }

        var batch = new OfferBatch(upTo);
        foreach (var offer in offers)
        {
            if (_taking.Takes(neighbour, offer, now))
            {
                _fetching.Choose(neighbour, offer, batch);
            }
        }

        _fetching.Read(neighbour, batch, now);
        if (offers.Count > 0)
        {
            _fetching.Arm(neighbour, now);
        }

        _couriers.Deliver(neighbour, _options.Tick, now);
    }

    /// <summary>A contact asks for envelopes: it gets what it was shown and is still here. Nothing is refused with a reason.</summary>
    public void Wanted(PublicKey from, IReadOnlyList<EnvelopeId> ids, DateTimeOffset now)
    {
        if (_neighbours.FindOnline(from) is not { } neighbour)
        {
            return;
        }

        var served = new List<EnvelopeId>();
        foreach (var id in ids)
        {
            if (_pool.Find(id) is { } held && _showing.WasShown(held, neighbour) && held.MayServe(neighbour.Index))
            {
                _sightings.HandedOver(held, neighbour);
                neighbour.Account.CountOut(held.Size, now);
                served.Add(id);
            }
        }

        if (served.Count > 0)
        {
            _output.Serve(from, served);
        }
    }

    /// <summary>An envelope came. True: it is kept, <see cref="IGossipOutput.Keep"/> was called.</summary>
    /// <param name="from">Who handed it over.</param>
    /// <param name="candidate">From its header; Hops, From and Sequence are set here.</param>
    /// <param name="now">The time.</param>
    /// <param name="isPaid">Whether an intro's stamp is good; asked only of what is awaited, for looking costs some of the processor.</param>
    public bool Arrived(PublicKey from, HeldEnvelope candidate, DateTimeOffset now, Func<bool>? isPaid = null) =>
        _neighbours.FindOnline(from) is { } neighbour && _arriving.Take(neighbour, candidate, now, isPaid);

    /// <summary>The tags that are for us have changed: what is here and was not known to be.</summary>
    public IReadOnlyList<EnvelopeId> Recognise() => _pool.Recognise(_authorOf);

    /// <summary>The contact was asked for something that has not come yet.</summary>
    public bool AwaitsFrom(PublicKey contact) => _neighbours.FindOnline(contact) is { Account.Asked: > 0 };

    /// <summary>Puts an own envelope on its way; <see cref="IGossipOutput.Keep"/> is called.</summary>
    public void Inject(HeldEnvelope own, DateTimeOffset now) => _stock.Keep(new Held(own with { From = null, Sequence = 0 }), now);

    /// <summary>Publishes an own x: the sender's cancellation, the recipient's acknowledgement.</summary>
    public void Release(Tombstone release, DateTimeOffset now) => _deleting.Release(release, now);

    /// <summary>A contact publishes x values.</summary>
    public void Released(PublicKey from, IReadOnlyList<Tombstone> releases, DateTimeOffset now)
    {
        if (_neighbours.FindOnline(from) is not { } neighbour)
        {
            return;
        }

        foreach (var release in releases)
        {
            _deleting.Released(neighbour, release, now);
        }
    }

    /// <summary>Contacts who are to be greeted again, to show what could not be taken before; each is given once.</summary>
    public IReadOnlyList<PublicKey> TakeToGreet() => _fetching.TakeToGreet();

    /// <summary>How many contacts other than the given one have offered an envelope: what <see cref="ReceiptPolicy.Guarded"/> asks.</summary>
    public int DistinctOfferers(EnvelopeId id, PublicKey except) => _sightings.OfferersOf(id, except);

    /// <summary>Whether a store node of the user's other than the given contact has offered an envelope: to <see cref="ReceiptPolicy.Guarded"/> that is enough.</summary>
    public bool IsFromStore(EnvelopeId id, PublicKey except) => _sightings.IsFromStore(id, except);

    /// <summary>The envelope that an own x is for is here, or was deleted by it.</summary>
    public bool Knows(Tombstone release) => release.Commitment() is var commitment && (_tombstones.Knows(commitment) || _pool.With(commitment).Count > 0);

    public GossipUsage Usage(DateTimeOffset now) => new()
    {
        Envelopes = _pool.Count,
        Bytes = _pool.Bytes,
        OwnEnvelopes = _pool.OwnCount,
        Tombstones = _tombstones.Count,
        Contacts = [.. _neighbours.All.Select(neighbour => neighbour.Account.UsageOf(neighbour.State, now))],
    };

    /// <summary>Does what is due.</summary>
    /// <param name="now">The time.</param>
    /// <param name="mayForget">The clock can be trusted: what has lived goes.</param>
    /// <param name="hasRoom">The disk has room for what contacts offer. While it has none their offers stay open.</param>
    public void Tick(DateTimeOffset now, bool mayForget = true, bool hasRoom = true)
    {
        _fetching.HasRoom = hasRoom;
        Sweep(now, mayForget);
        var enters = _stock.NextTick <= now;
        if (enters)
        {
            _stock.EnterLog(now);
        }

        foreach (var neighbour in _neighbours.All)
        {
            if (enters)
            {
                _showing.ShowWithheld(neighbour);
                Show(neighbour, now);
            }

            _fetching.DoDue(neighbour, now);
            _couriers.Deliver(neighbour, _options.Tick, now);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;

    private void Show(Neighbour neighbour, DateTimeOffset now)
    {
        if (_showing.Show(neighbour))
        {
            _stock.Arm(now);
        }
    }

    private void Sweep(DateTimeOffset now, bool mayForget)
    {
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + _sweepEvery;
        if (!mayForget)
        {
            return;
        }

        _stock.Sweep(now);
        _tombstones.Sweep(now);
        foreach (var neighbour in _neighbours.All)
        {
            _couriers.Sweep(neighbour, now);
        }
    }

    private void Use(RelayOptions options)
    {
        _options = options;
        _quotas.Options = options;
        _stock.Options = options;
        _fetching.Options = options;
        _showing.Options = options;
        _taking.Options = options;
        _deleting.Options = options;
    }
}
