using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Tests.Relay.Storage;

/// <summary>Envelopes made of one number, with random-looking content.</summary>
internal static class SampleEnvelopes
{
    public static HeldEnvelope Envelope(int number)
    {
        var bytes = new byte[64];
        new Random(number).NextBytes(bytes);
        return new HeldEnvelope
        {
            Id = new EnvelopeId(BitConverter.ToUInt128(bytes)),
            Tag = new EnvelopeTag(BitConverter.ToUInt128(bytes, 16)),
            Class = EnvelopeClass.Small,
            IsIntro = false,
            Expiry = (ushort)(40_000 + (number % 100)),
            Commitment = new Tombstone(bytes.AsSpan(32)),
            Hops = (byte)(number % 7),
            From = Contact((byte)(number % 5)),
        };
    }

    public static byte[] Body(HeldEnvelope envelope)
    {
        var body = new byte[4096 << (2 * (int)envelope.Class)];
        new Random(envelope.Id.GetHashCode()).NextBytes(body);
        return body;
    }

    public static PublicKey Contact(byte number) => new(Enumerable.Repeat(number, PublicKey.Size).ToArray());

    public static Tombstone Secret(byte number) => new(Enumerable.Repeat(number, Tombstone.Size).ToArray());
}
