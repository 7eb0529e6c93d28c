using ToxMail.Core.Addressing;

namespace ToxMail.Core.Wire;

/// <summary>A control packet between two nodes: <c>docs/protocol.md</c> §1.</summary>
public abstract record Frame
{
    private Frame()
    {
    }

    /// <summary>Who speaks: sent when the contact comes online.</summary>
    /// <param name="Version">Highest version spoken.</param>
    /// <param name="LowestVersion">Lowest version spoken.</param>
    /// <param name="MaxMailBytes">Largest mail taken.</param>
    /// <param name="Clock">Unix seconds.</param>
    /// <param name="Program">Program and version, for the user's eyes only.</param>
    public sealed record Hello(int Version, int LowestVersion, long MaxMailBytes, long Clock, string Program) : Frame
    {
        /// <summary>What the sender can take.</summary>
        public HelloCapabilities Capabilities { get; init; }

        /// <summary>Null when the sender neither carries nor has carried.</summary>
        public NeighbourHello? Relay { get; init; }

        /// <summary>Of a store node: the Tox IDs of its instances, at most <see cref="WireFormat.MaxInstances"/>. Null: it is none.</summary>
        public IReadOnlyList<ToxId>? StoreInstances { get; init; }
    }

    /// <summary>A piece of a small parcel.</summary>
    /// <param name="Digest">Of the parcel.</param>
    /// <param name="Offset">Of the piece.</param>
    /// <param name="Total">Bytes of the parcel, at most <see cref="WireFormat.MaxInline"/>.</param>
    /// <param name="Bytes">The piece, not empty.</param>
    public sealed record MailPart(Digest Digest, int Offset, int Total, ReadOnlyMemory<byte> Bytes) : Frame;

    /// <summary>What became of one parcel.</summary>
    public sealed record MailResult(Digest Digest, MailStatus Status, ResultCode Code, string Text) : Frame;

    /// <summary>Parcels that are stored: the short form of many results.</summary>
    public sealed record MailStored(IReadOnlyList<Digest> Digests) : Frame;

    /// <summary>Envelopes the sender holds.</summary>
    /// <param name="UpTo">How far its offer log is read with these.</param>
    /// <param name="Offers">At most <see cref="WireFormat.MaxOffers"/>.</param>
    public sealed record Offer(ulong UpTo, IReadOnlyList<EnvelopeOffer> Offers) : Frame;

    /// <summary>Envelopes the sender asks for, at most <see cref="WireFormat.MaxWants"/>.</summary>
    public sealed record Want(IReadOnlyList<EnvelopeId> Ids) : Frame;

    /// <summary>Values of x: the envelopes that carry their hash are to be deleted. At most <see cref="WireFormat.MaxTombstones"/>.</summary>
    public sealed record Release(IReadOnlyList<Tombstone> Tombstones) : Frame;

    /// <summary>A step of the agreement on mail keys; only the sealing knows what it says.</summary>
    public sealed record Keys(ReadOnlyMemory<byte> Body) : Frame;

    /// <summary>The conversation ends.</summary>
    public sealed record Bye(ByeReason Reason) : Frame;
}
