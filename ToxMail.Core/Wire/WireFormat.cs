namespace ToxMail.Core.Wire;

/// <summary>Numbers of the node-to-node protocol: <c>docs/protocol.md</c> §1 and §2.</summary>
public static class WireFormat
{
    /// <summary>First byte of every packet; 160 to 191 are free for applications and this one is used by no other program known.</summary>
    public const byte PacketId = 187;

    /// <summary>Bytes of a lossless packet (<c>TOX_MAX_CUSTOM_PACKET_SIZE</c>).</summary>
    public const int MaxPacket = 1373;

    /// <summary>The protocol version spoken here, which is also the lowest.</summary>
    public const int Version = 1;

    /// <summary>File kind of one parcel: "TMP1" read as a little-endian integer.</summary>
    public const uint ParcelKind = 0x31504D54;

    /// <summary>File kind of a bundle: "TMB1" read as a little-endian integer.</summary>
    public const uint BundleKind = 0x31424D54;

    /// <summary>File kind of a packed bundle: "TMB2" read as a little-endian integer.</summary>
    public const uint PackedBundleKind = 0x32424D54;

    /// <summary>Bytes of a digest: BLAKE2b-256.</summary>
    public const int DigestSize = 32;

    /// <summary>Bytes of a parcel's CBOR header.</summary>
    public const int MaxParcelHeader = 64 * 1024;

    /// <summary>Bytes of a whole bundle, packed or not.</summary>
    public const int MaxBundle = 1024 * 1024;

    /// <summary>Parcels in one bundle.</summary>
    public const int MaxBundleParcels = 1024;

    /// <summary>Packets an inline mail may take; a longer one goes as a file.</summary>
    public const int MaxInlineParts = 8;

    /// <summary>Bytes of the mail in one MAIL_PART.</summary>
    public const int MaxInlinePart = MaxPacket - 2 - DigestSize - 4 - 4;

    /// <summary>Bytes of a parcel that goes inline.</summary>
    public const int MaxInline = MaxInlineParts * MaxInlinePart;

    /// <summary>Bytes of the words in a MAIL_RESULT.</summary>
    public const int MaxResultText = 500;

    /// <summary>Digests in one MAIL_STORED.</summary>
    public const int MaxStoredDigests = (MaxPacket - 2) / DigestSize;

    /// <summary>Tox instances that a store node tells of.</summary>
    public const int MaxInstances = 8;

    /// <summary>File kind of envelopes, one after the other: "TME1" read as a little-endian integer.</summary>
    public const uint EnvelopesKind = 0x31454D54;

    /// <summary>Bytes of the envelopes in one file.</summary>
    public const int MaxEnvelopes = 1024 * 1024;

    /// <summary>Bytes of one entry of an OFFER.</summary>
    public const int OfferSize = 36;

    /// <summary>Entries of one OFFER.</summary>
    public const int MaxOffers = (MaxPacket - 2 - 8) / OfferSize;

    /// <summary>Ids in one WANT.</summary>
    public const int MaxWants = (MaxPacket - 2) / 16;

    /// <summary>Values in one RELEASE.</summary>
    public const int MaxTombstones = (MaxPacket - 2) / Tombstone.Size;
}
