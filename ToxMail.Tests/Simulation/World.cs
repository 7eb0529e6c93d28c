using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Simulation;

/// <summary>
/// Thousands of gossiping nodes in one thread: a queue of what happens when. The nodes run the code of the real service; links, presence, mail and
/// receipts are played here. The same settings give the same run, to the last byte.
/// </summary>
internal sealed class World
{
    private static readonly TimeSpan _latency = TimeSpan.FromSeconds(1);

    private readonly PriorityQueue<Action, (long At, long Order)> _happenings = new();
    private readonly Dictionary<PublicKey, SimulatedNode> _byKey = [];
    private long _order;

    public World(WorldSettings settings, Probe? probe = null)
    {
        Probe = probe;
        Settings = settings;
        Random = new Random(settings.Seed);
        var contacts = SmallWorld.Make(settings.Nodes, settings.Degree, settings.Rewiring, Random);
        Until = TimeSpan.FromDays(settings.Absent > 0 ? 15 : 1) + settings.Writing + settings.Life;
        Nodes = [.. contacts.Select((known, index) => new SimulatedNode(this, index, known))];
        if (settings.HasStoreNode)
        {
            AddStoreNode();
        }

        foreach (var node in Nodes)
        {
            _byKey[node.Key] = node;
        }

        Roles.Assign(this);
        Probe?.Prepare(this);
    }

    public WorldSettings Settings { get; }

    /// <summary>An attack that is played in this world.</summary>
    public Probe? Probe { get; }

    public Random Random { get; }

    public List<SimulatedNode> Nodes { get; }

    public TimeSpan Until { get; }

    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Start;

    public Dictionary<EnvelopeId, SimulatedEnvelope> Envelopes { get; } = [];

    public Dictionary<EnvelopeTag, SimulatedEnvelope> Tags { get; } = [];

    public List<SimulatedMail> Mails { get; } = [];

    /// <summary>Envelopes taken again by who had deleted them.</summary>
    public int Reappeared { get; set; }

    public long Happenings => _order;

    public SimulatedNode NodeOf(PublicKey key) => _byKey[key];

    public void At(DateTimeOffset time, Action action) => _happenings.Enqueue(action, (time.UtcTicks, _order++));

    /// <summary>Carries a message over a link, if it lasts that long.</summary>
    public void Send(SimulatedNode from, PublicKey to, Action<SimulatedNode> receive)
    {
        var receiver = NodeOf(to);
        var (sent, received) = (from.Session, receiver.Session);
        At(Now + _latency, () =>
        {
            if (from.Session == sent && receiver.Session == received && receiver.IsLinkedTo(from))
            {
                receive(receiver);
                receiver.Wake();
            }
        });
    }

    public WorldResult Run()
    {
        foreach (var node in Nodes)
        {
            node.Live();
        }

        Correspondence.Plan(this);
        Probe?.Plan(this);
        var end = Start + Until;
        while (_happenings.TryDequeue(out var happening, out var when) && when.At <= end.UtcTicks)
        {
            Now = new DateTimeOffset(when.At, TimeSpan.Zero);
            happening();
        }

        return WorldResult.Of(this);
    }

    private void AddStoreNode()
    {
        var store = new SimulatedNode(this, Nodes.Count, [.. Enumerable.Range(0, Nodes.Count)]) { Role = Role.Store };
        foreach (var node in Nodes)
        {
            node.Contacts.Add(store.Index);
        }

        Nodes.Add(store);
    }
}
