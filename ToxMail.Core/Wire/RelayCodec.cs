using System.Buffers.Binary;

namespace ToxMail.Core.Wire;

/// <summary>The bodies of OFFER, WANT and RELEASE: <c>docs/protocol.md</c> §5.4. Whole entries only, at least one; an OFFER may be empty.</summary>
internal static class RelayCodec
{
    private const int UpToSize = sizeof(ulong);
    private const byte IntroBit = 4;
    private const byte ClassBits = 3;

    internal static byte[] Write(Frame.Offer offer)
    {
        var body = new byte[UpToSize + (offer.Offers.Count * WireFormat.OfferSize)];
        BinaryPrimitives.WriteUInt64LittleEndian(body, offer.UpTo);
        for (var i = 0; i < offer.Offers.Count; i++)
        {
            Write(offer.Offers[i], body.AsSpan(UpToSize + (i * WireFormat.OfferSize)));
        }

        return body;
    }

    internal static Frame.Offer? ReadOffer(ReadOnlySpan<byte> body)
    {
        if (body.Length < UpToSize || (body.Length - UpToSize) % WireFormat.OfferSize != 0)
        {
            return null;
        }

        var offers = new EnvelopeOffer[(body.Length - UpToSize) / WireFormat.OfferSize];
        for (var i = 0; i < offers.Length; i++)
        {
            if (!TryReadEntry(body.Slice(UpToSize + (i * WireFormat.OfferSize), WireFormat.OfferSize), out offers[i]))
            {
                return null;
            }
        }

        return new Frame.Offer(BinaryPrimitives.ReadUInt64LittleEndian(body), offers);
    }

    internal static byte[] Write(Frame.Want want)
    {
        var body = new byte[want.Ids.Count * EnvelopeId.Size];
        for (var i = 0; i < want.Ids.Count; i++)
        {
            want.Ids[i].CopyTo(body.AsSpan(i * EnvelopeId.Size));
        }

        return body;
    }

    internal static Frame.Want? ReadWant(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body.Length % EnvelopeId.Size != 0)
        {
            return null;
        }

        var ids = new EnvelopeId[body.Length / EnvelopeId.Size];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = EnvelopeId.Read(body[(i * EnvelopeId.Size)..]);
        }

        return new Frame.Want(ids);
    }

    internal static byte[] Write(Frame.Release release)
    {
        var body = new byte[release.Tombstones.Count * Tombstone.Size];
        for (var i = 0; i < release.Tombstones.Count; i++)
        {
            release.Tombstones[i].CopyTo(body.AsSpan(i * Tombstone.Size));
        }

        return body;
    }

    internal static Frame.Release? ReadRelease(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body.Length % Tombstone.Size != 0)
        {
            return null;
        }

        var tombstones = new Tombstone[body.Length / Tombstone.Size];
        for (var i = 0; i < tombstones.Length; i++)
        {
            tombstones[i] = new Tombstone(body.Slice(i * Tombstone.Size, Tombstone.Size));
        }

        return new Frame.Release(tombstones);
    }

    private static void Write(EnvelopeOffer offer, Span<byte> entry)
    {
        offer.Id.CopyTo(entry);
        BinaryPrimitives.WriteUInt128LittleEndian(entry[16..], offer.Tag.Value);
        entry[32] = (byte)((byte)offer.Class | (offer.IsIntro ? IntroBit : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(entry[33..], offer.Expiry);
        entry[35] = offer.Hops;
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> entry, out EnvelopeOffer offer)
    {
        offer = new EnvelopeOffer(
            EnvelopeId.Read(entry),
            new EnvelopeTag(BinaryPrimitives.ReadUInt128LittleEndian(entry[16..])),
            (EnvelopeClass)(entry[32] & ClassBits),
            (entry[32] & IntroBit) != 0,
            BinaryPrimitives.ReadUInt16LittleEndian(entry[33..]),
            entry[35]);
        return (entry[32] & ~(ClassBits | IntroBit)) == 0 && Enum.IsDefined(offer.Class);
    }
}
