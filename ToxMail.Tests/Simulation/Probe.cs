using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Simulation;

/// <summary>
/// Alice, a contact of both, wants to know whether Bob and Sarah are contacts. She hands an envelope to Bob alone and watches for what comes back:
/// the sooner, the more she believes it.
/// </summary>
internal sealed class Probe
{
    public const int Alice = 0;
    public const int Bob = 1;
    public const int Sarah = 2;

    /// <summary>What Alice watches for.</summary>
    public required ProbeSign Sign { get; init; }

    /// <summary>The truth.</summary>
    public required bool AreContacts { get; init; }

    /// <summary>Bob hides that Sarah is a contact.</summary>
    public bool IsHidden { get; init; }

    public ReceiptPolicy Policy { get; init; } = ReceiptPolicy.Guarded;

    /// <summary>The hops Bob sees; 255: for the recipient alone.</summary>
    public byte Hops { get; init; } = 2;

    /// <summary>When Alice saw it; null: never.</summary>
    public DateTimeOffset? Seen { get; private set; }

    /// <summary>The larger, the more it looks as if they were contacts.</summary>
    public double Score => Seen is { } seen ? -(seen - World.Start).TotalHours : double.NegativeInfinity;

    /// <summary>How well scores tell the two truths apart: 1 always, 0.5 not at all.</summary>
    public static double AreaUnderCurve(IReadOnlyList<double> contacts, IReadOnlyList<double> strangers) =>
        contacts.Average(one => strangers.Average(other => one > other ? 1 : one.Equals(other) ? 0.5 : 0));

    public void Prepare(World world)
    {
        Join(world, Alice, Bob, true);
        Join(world, Alice, Sarah, true);
        Join(world, Bob, Sarah, AreContacts);
        world.Nodes[Alice].Role = Role.Prober;
        if (IsHidden && AreContacts)
        {
            world.Nodes[Bob].HiddenContacts.Add(Sarah);
        }
    }

    public void Plan(World world)
    {
        var (alice, sarah) = (world.Nodes[Alice], world.Nodes[Sarah]);
        if (Sign == ProbeSign.End)
        {
            world.At(MiddleOfFirst(sarah), () => Await(world, alice, sarah));
            return;
        }

        world.At(MiddleOfFirst(alice), () => Send(world, alice));
    }

    private static DateTimeOffset MiddleOfFirst(SimulatedNode node) => World.Start + node.Sessions[0].Start + ((node.Sessions[0].End - node.Sessions[0].Start) / 2);

    /// <summary>Sarah writes to Alice, who takes the mail from relays alone and hands its receipt to Bob.</summary>
    private void Await(World world, SimulatedNode alice, SimulatedNode sarah)
    {
        var mail = new SimulatedMail(Sarah, Alice, world.Now) { Policy = Policy };
        alice.Desk.TakesDirectly = false;
        alice.Hears = release => Seen ??= mail.Envelopes.Exists(envelope => envelope.Release == release) ? world.Now : null;
        SimulatedEnvelope? receipt = null;
        alice.Desk.Answers = _ =>
        {
            receipt ??= alice.Desk.Inject(mail, Sarah, hops: 12, isReceipt: true);
            return false;
        };
        alice.Shows = (to, offer) => offer.Id != receipt?.Header.Id ? offer : ToBobAlone(world, to, offer);
        sarah.Desk.Write(mail);
    }

    private EnvelopeOffer? ToBobAlone(World world, PublicKey to, EnvelopeOffer offer) => to == world.Nodes[Bob].Key ? offer with { Hops = Hops } : null;

    private static void Join(World world, int one, int other, bool joined)
    {
        if (joined)
        {
            world.Nodes[one].Contacts.Add(other);
            world.Nodes[other].Contacts.Add(one);
        }
        else
        {
            world.Nodes[one].Contacts.Remove(other);
            world.Nodes[other].Contacts.Remove(one);
        }
    }

    private void Send(World world, SimulatedNode alice)
    {
        var isMail = Sign == ProbeSign.Receipt;
        var mail = isMail ? new SimulatedMail(Alice, Sarah, world.Now) { Policy = Policy } : null;
        var envelope = alice.Desk.Inject(mail, isMail ? Sarah : -1, hops: 12, isReceipt: false);
        alice.Shows = (to, offer) => offer.Id != envelope.Header.Id ? offer : ToBobAlone(world, to, offer);
        if (isMail)
        {
            alice.Hears = release => Seen ??= release == envelope.Release ? world.Now : null;
            alice.Desk.Learns = known => Seen ??= known == mail ? world.Now : null;
        }
        else
        {
            var sarah = world.Nodes[Sarah].Key;
            alice.Sees = (from, offer) => Seen ??= from == sarah && offer.Id == envelope.Header.Id ? world.Now : null;
        }
    }
}
