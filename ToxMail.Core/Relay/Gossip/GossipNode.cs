#pragma warning disable CS9113 // the bodies follow
using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>
/// All that one node decides about envelopes: what it shows, takes, keeps, hands on and deletes (<c>docs/protocol.md</c> §6.3).
/// A pure state machine: no clock, no I/O, no threads; <see cref="Restore"/> comes first, and it is called by one thread at a time.
/// What it wants done goes to <see cref="IGossipOutput"/>; it is called back with <see cref="Tick"/> at <see cref="NextDue"/>.
/// </summary>
internal sealed class GossipNode(RelayOptions options, ulong storeId, Func<EnvelopeTag, bool> isMine, IGossipOutput output, Random random)
{
    /// <summary>Takes up what was persisted. Needed for an empty store too: it sets the offer log going.</summary>
    public void Restore(
        IEnumerable<HeldEnvelope> held, IEnumerable<SpentEnvelope> spent, IEnumerable<NeighbourState> neighbours, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>When <see cref="Tick"/> has something to do.</summary>
    public DateTimeOffset? NextDue => throw new NotImplementedException();

    /// <summary>What our HELLO tells this contact; null when nothing is carried for or by it.</summary>
    public NeighbourHello? HelloFor(PublicKey contact) => throw new NotImplementedException();

    /// <summary>The settings have changed.</summary>
    public void Change(RelayOptions changed, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>What was settled with a contact has changed; only Carry, IsHidden and ReceiptPolicy are taken over.</summary>
    public void Settle(NeighbourState settled, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>A contact was removed: what it handed over goes with it.</summary>
    public void Forget(PublicKey contact, DateTimeOffset now) => throw new NotImplementedException();

    public void Online(PublicKey contact, NeighbourHello hello, DateTimeOffset now) => throw new NotImplementedException();

    public void Offline(PublicKey contact, DateTimeOffset now) => throw new NotImplementedException();

    public void Offered(PublicKey from, ulong upTo, IReadOnlyList<EnvelopeOffer> offers, DateTimeOffset now) => throw new NotImplementedException();

    public void Wanted(PublicKey from, IReadOnlyList<EnvelopeId> ids, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>An envelope came. True: it is kept, <see cref="IGossipOutput.Keep"/> was called.</summary>
    /// <param name="from">Who handed it over.</param>
    /// <param name="candidate">From its header; Hops, From and Sequence are set here.</param>
    /// <param name="now">The time.</param>
    public bool Arrived(PublicKey from, HeldEnvelope candidate, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Puts an own envelope on its way; <see cref="IGossipOutput.Keep"/> is called.</summary>
    public void Inject(HeldEnvelope own, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Publishes an own x at its time: the sender's cancellation, the recipient's acknowledgement. Not remembered past a restart.</summary>
    public void Release(Tombstone release, DateTimeOffset due, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>A contact published x values.</summary>
    public void Released(PublicKey from, IReadOnlyList<Tombstone> releases, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>How many contacts other than the given one have offered an envelope: what <see cref="ReceiptPolicy.Guarded"/> asks.</summary>
    public int DistinctOfferers(EnvelopeId id, PublicKey except) => throw new NotImplementedException();

    public GossipUsage Usage(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Does what is due.</summary>
    public void Tick(DateTimeOffset now) => throw new NotImplementedException();
}
