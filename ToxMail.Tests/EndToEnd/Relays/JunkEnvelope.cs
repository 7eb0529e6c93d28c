using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>What nobody can tell from a sealed envelope: the open part as it must be, and random bytes.</summary>
internal sealed record JunkEnvelope(byte[] Bytes, EnvelopeOffer Offer, Tombstone Release)
{
    private const int ExpiryOffset = 2;
    private const int CommitmentOffset = 32;

    public static JunkEnvelope Make(Random random, EnvelopeClass size = EnvelopeClass.Small, byte hops = 3)
    {
        var bytes = new byte[Envelope.SizeOf(size)];
        var secret = new byte[Tombstone.Size];
        random.NextBytes(bytes);
        random.NextBytes(secret);
        var release = new Tombstone(secret);
        (bytes[0], bytes[1]) = (1, (byte)size);
        BitConverter.TryWriteBytes(bytes.AsSpan(ExpiryOffset), EnvelopeLife.UnitsAt(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(6)));
        release.Commitment().ToArray().CopyTo(bytes, CommitmentOffset);
        return Envelope.TryReadHeader(bytes, out var header)
            ? new JunkEnvelope(bytes, new EnvelopeOffer(header.Id, header.Tag, size, false, header.Expiry, hops), release)
            : throw new InvalidOperationException("No envelope.");
    }
}
