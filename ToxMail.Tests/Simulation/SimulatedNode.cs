using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Simulation;

/// <summary>One node: its gossip, its presence, and what it would have on disk.</summary>
internal sealed class SimulatedNode : IGossipOutput
{
    private readonly World _world;
    private readonly HashSet<int> _links = [];
    private readonly Dictionary<EnvelopeId, HeldEnvelope> _disk = [];
    private readonly Dictionary<EnvelopeId, SpentEnvelope> _spent = [];
    private readonly Dictionary<EnvelopeId, List<Sighting>> _sightings = [];
    private readonly Dictionary<PublicKey, NeighbourState> _neighbours = [];
    private readonly Dictionary<(PublicKey Contact, Tombstone Release), Untold> _untold = [];
    private readonly Random _random;
    private DateTimeOffset _wake = DateTimeOffset.MaxValue;
    private GossipNode? _gossip;

    public SimulatedNode(World world, int index, HashSet<int> contacts)
    {
        (_world, Index, Contacts) = (world, index, contacts);
        _random = new Random((world.Settings.Seed * 1_000_003) + index);
        Key = KeyOf(index);
        Desk = new MailDesk(world, this);
    }

    public int Index { get; }

    public PublicKey Key { get; }

    public Role Role { get; set; }

    public HashSet<int> Contacts { get; }

    public HashSet<int> HiddenContacts { get; } = [];

    public MailDesk Desk { get; }

    public bool IsOnline { get; private set; }

    /// <summary>Counts its sessions.</summary>
    public int Session { get; private set; }

    public IReadOnlyList<(TimeSpan Start, TimeSpan End)> Sessions { get; private set; } = [];

    public GossipNode Gossip => _gossip ?? throw new InvalidOperationException("It was never online.");

    /// <summary>What it makes of its offers before they go; null: nothing goes. For a prober.</summary>
    public Func<PublicKey, EnvelopeOffer, EnvelopeOffer?> Shows { get; set; } = (_, offer) => offer;

    /// <summary>What it is shown and told, for a prober's eyes.</summary>
    public Action<PublicKey, EnvelopeOffer> Sees { get; set; } = (_, _) => { };

    public Action<Tombstone> Hears { get; set; } = _ => { };

    private RelayOptions Options => Role == Role.Store ? _world.Settings.Relay with { Mode = RelayMode.Store } : _world.Settings.Relay;

    public bool HasDeleted(EnvelopeId id) => _spent.ContainsKey(id);

    public bool IsLinkedTo(SimulatedNode other) => _links.Contains(other.Index);

    /// <summary>Plans its days.</summary>
    public void Live()
    {
        Sessions = Role == Role.Store ? [(TimeSpan.Zero, _world.Until)] : Presence.Of(_world.Settings.Duty, _world.Until, _random);
        if (Role == Role.Absentee)
        {
            Sessions = [.. Sessions.Where(session => session.End < TimeSpan.FromDays(1) || session.Start > TimeSpan.FromDays(11))];
        }

        foreach (var (start, end) in Sessions)
        {
            _world.At(World.Start + start, Come);
            _world.At(World.Start + end, Go);
        }
    }

    /// <summary>Does what has become due, and comes back for what will.</summary>
    public void Wake()
    {
        if (!IsOnline)
        {
            return;
        }

        var due = Gossip.NextDue;
        due = due > _world.Now ? due : _world.Now.AddTicks(1);
        if (due >= _wake)
        {
            return;
        }

        _wake = due;
        _world.At(due, () =>
        {
            if (IsOnline && _wake == due)
            {
                _wake = DateTimeOffset.MaxValue;
                Gossip.Tick(_world.Now);
                Wake();
            }
        });
    }

    public void Offer(PublicKey to, ulong upTo, IReadOnlyList<EnvelopeOffer> offers)
    {
        var shown = offers.Where(offer => HandsOn(offer.Id)).Select(offer => Shows(to, offer)).OfType<EnvelopeOffer>().ToArray();
        _world.Send(this, to, other => other.See(Key, upTo, shown));
    }

    public void Want(PublicKey from, IReadOnlyList<EnvelopeId> ids) =>
        _world.Send(this, from, other => other.Gossip.Wanted(Key, ids, _world.Now));

    public void Serve(PublicKey to, IReadOnlyList<EnvelopeId> ids) =>
        _world.Send(this, to, other => other.Receive(Key, ids.Where(HandsOn)));

    public void Release(PublicKey to, IReadOnlyList<Tombstone> releases) =>
        _world.Send(this, to, other => other.Hear(Key, releases));

    public void Keep(HeldEnvelope envelope) => _disk[envelope.Id] = envelope;

    public void Note(Sighting sighting)
    {
        if (!_sightings.TryGetValue(sighting.Id, out var known))
        {
            _sightings[sighting.Id] = known = [];
        }

        known.Add(sighting);
    }

    public void Drop(EnvelopeId id)
    {
        _disk.Remove(id);
        _sightings.Remove(id);
    }

    public void Remember(SpentEnvelope spent) => _spent[spent.Id] = spent;

    public void Owe(Untold untold) => _untold[(untold.Contact, untold.Release)] = untold;

    public void Told(PublicKey contact, Tombstone release) => _untold.Remove((contact, release));

    public void Save(NeighbourState neighbour) => _neighbours[neighbour.Key] = neighbour;

    private static PublicKey KeyOf(int index)
    {
        var bytes = new byte[PublicKey.Size];
        BitConverter.TryWriteBytes(bytes, index);
        return new PublicKey(bytes);
    }

    private bool HandsOn(EnvelopeId id) => Role != Role.Dropper || (_disk.TryGetValue(id, out var held) && held.From is null);

    private void See(PublicKey from, ulong upTo, EnvelopeOffer[] offers)
    {
        Array.ForEach(offers, offer => Sees(from, offer));
        Gossip.Offered(from, upTo, offers, _world.Now);
        Array.ForEach(offers, offer => Desk.Offered(offer.Id));
    }

    private void Hear(PublicKey from, IReadOnlyList<Tombstone> releases)
    {
        foreach (var release in releases)
        {
            Hears(release);
        }

        Gossip.Released(from, releases, _world.Now);
    }

    private void Receive(PublicKey from, IEnumerable<EnvelopeId> ids)
    {
        foreach (var id in ids)
        {
            var envelope = _world.Envelopes[id];
            if (Gossip.Arrived(from, envelope.Header, _world.Now))
            {
                Desk.Arrived(envelope);
            }
        }
    }

    private void Come()
    {
        Session++;
        IsOnline = true;
        _wake = DateTimeOffset.MaxValue;
        if (_gossip is null || _world.Settings.Restarts)
        {
            Begin();
        }

        Gossip.Tick(_world.Now);
        foreach (var contact in Contacts.Select(index => _world.Nodes[index]).Where(contact => contact.IsOnline))
        {
            PlanLink(contact);
        }

        Desk.Open();
        Wake();
    }

    private void Begin()
    {
        foreach (var contact in Contacts)
        {
            // Where contacts offer as store nodes do, everybody has marked them: else nobody would take his mail from them.
            var isStore = _world.Nodes[contact].Role == Role.Store || _world.Settings.Relay.TailProbability > 0;
            _neighbours.TryAdd(KeyOf(contact), new NeighbourState { Key = KeyOf(contact), IsHidden = HiddenContacts.Contains(contact), IsStore = isStore });
        }

        _gossip = new GossipNode(Options, (ulong)Index + 1, AuthorOf, this, _random);
        var spent = _spent.Values.Where(known => known.Until > _world.Now);
        _gossip.Restore(
            new GossipState
            {
                Held = [.. _disk.Values],
                Spent = [.. spent],
                Neighbours = [.. _neighbours.Values],
                Sightings = [.. _sightings.Values.SelectMany(static known => known)],
                Untold = [.. _untold.Values],
            },
            _world.Now);
    }

    private PublicKey? AuthorOf(EnvelopeTag tag) => _world.Tags.TryGetValue(tag, out var envelope) && envelope.Recipient == Index
        ? KeyOf(envelope.IsReceipt ? envelope.Mail!.Recipient : envelope.Mail!.Sender)
        : null;

    private void Go()
    {
        IsOnline = false;
        Session++;
        foreach (var other in _links.Select(index => _world.Nodes[index]).ToArray())
        {
            other._links.Remove(Index);
            other.Gossip.Offline(Key, _world.Now);
            other.Wake();
            Gossip.Offline(other.Key, _world.Now);
        }

        _links.Clear();
    }

    private void PlanLink(SimulatedNode other)
    {
        var settings = _world.Settings;
        var delay = settings.LeastLinkDelay + ((settings.MostLinkDelay - settings.LeastLinkDelay) * _random.NextDouble());
        var (mine, others) = (Session, other.Session);
        _world.At(_world.Now + delay, () =>
        {
            if (Session == mine && other.Session == others)
            {
                Link(other);
            }
        });
    }

    private void Link(SimulatedNode other)
    {
        _links.Add(other.Index);
        other._links.Add(Index);
        if (Gossip.HelloFor(other.Key) is { } hello && other.Gossip.HelloFor(Key) is { } answer)
        {
            Gossip.Online(other.Key, answer, _world.Now);
            other.Gossip.Online(Key, hello, _world.Now);
        }

        Desk.Meet(other.Desk);
        other.Desk.Meet(Desk);
        Wake();
        other.Wake();
    }
}
