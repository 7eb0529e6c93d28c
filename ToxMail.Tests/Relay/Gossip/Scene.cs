using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

/// <summary>One gossip with its contacts played by the test, and the time in its hand.</summary>
internal sealed class Scene
{
    public const ulong StoreId = 77;

    private readonly Dictionary<EnvelopeTag, PublicKey> _mine = [];
    private int _envelopes;

    public Scene(RelayOptions? options = null, int seed = 1)
    {
        Options = options ?? new RelayOptions();
        Node = new GossipNode(Options, StoreId, tag => _mine.TryGetValue(tag, out var author) ? author : null, Output, new Random(seed));
        Node.Restore(new GossipState(), Now);
    }

    public static PublicKey Alice { get; } = Contact(1);

    public static PublicKey Bob { get; } = Contact(2);

    public static PublicKey Carol { get; } = Contact(3);

    public static PublicKey Dave { get; } = Contact(4);

    public RelayOptions Options { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Whether the node's disk has room for more.</summary>
    public bool HasRoom { get; set; } = true;

    public Recorder Output { get; } = new();

    public GossipNode Node { get; }

    public static PublicKey Contact(int number)
    {
        var bytes = new byte[PublicKey.Size];
        BitConverter.TryWriteBytes(bytes, number);
        return new PublicKey(bytes);
    }

    /// <summary>x of the envelope with this number.</summary>
    public static Tombstone ReleaseOf(int number)
    {
        var bytes = new byte[Tombstone.Size];
        BitConverter.TryWriteBytes(bytes, number);
        return new Tombstone(bytes);
    }

    public static EnvelopeOffer OfferOf(HeldEnvelope envelope, byte hops = 2) =>
        new(envelope.Id, envelope.Tag, envelope.Class, envelope.IsIntro, envelope.Expiry, hops);

    public HeldEnvelope Envelope(EnvelopeClass size = EnvelopeClass.Small, TimeSpan? life = null, PublicKey? author = null, bool intro = false)
    {
        var number = ++_envelopes;
        var tag = new EnvelopeTag((UInt128)number << 64);
        if (author is { } contact)
        {
            _mine[tag] = contact;
        }

        return new HeldEnvelope
        {
            Id = new EnvelopeId((UInt128)number),
            Tag = tag,
            Class = size,
            IsIntro = intro,
            Expiry = EnvelopeLife.UnitsAt(Now + (life ?? TimeSpan.FromDays(7))),
            Commitment = ReleaseOf(number).Commitment(),
            Hops = 2,
            From = null,
        };
    }

    public void Online(params PublicKey[] contacts)
    {
        foreach (var contact in contacts)
        {
            Node.Online(contact, new NeighbourHello(5, ulong.MaxValue, StoreId, 0), Now);
        }
    }

    /// <summary>The user says that a contact is his store node.</summary>
    public void Mark(PublicKey contact) => Node.Settle(new NeighbourState { Key = contact, IsStore = true }, Now);

    public void Offer(PublicKey from, HeldEnvelope envelope, byte hops = 2, ulong upTo = 1) => Node.Offered(from, upTo, [OfferOf(envelope, hops)], Now);

    /// <summary>Lets time pass, as the clock of a real node would.</summary>
    public void Pass(TimeSpan time)
    {
        var end = Now + time;
        while (Node.NextDue <= end)
        {
            Now = Node.NextDue > Now ? Node.NextDue : Now;
            Node.Tick(Now, hasRoom: HasRoom);
        }

        Now = end;
    }

    /// <summary>Lets time pass until somebody is asked for the envelope.</summary>
    public void PassUntilWanted(HeldEnvelope envelope)
    {
        for (var minutes = 0; !WasWanted(envelope); minutes++)
        {
            Assert.True(minutes < 3 * 24 * 60, "Nobody is asked for it.");
            Pass(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>The contact offers an envelope, is asked for it, and hands it over.</summary>
    public bool Give(PublicKey from, HeldEnvelope envelope, byte hops = 2)
    {
        Offer(from, envelope, hops);
        Pass(Options.MaxWantDelay);
        return Node.Arrived(from, envelope, Now);
    }

    public bool WasWanted(HeldEnvelope envelope) => Output.Wants.Exists(want => want.Id == envelope.Id);

    public bool WasOffered(PublicKey to, HeldEnvelope envelope) => Output.Offers.Exists(offer => offer.To == to && offer.Offer.Id == envelope.Id);
}
