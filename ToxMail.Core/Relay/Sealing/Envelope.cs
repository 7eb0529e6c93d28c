using System.Buffers.Binary;
using NSec.Cryptography;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>The open part of an envelope, and its three sizes: <c>docs/protocol.md</c> §5.2.</summary>
internal static class Envelope
{
    /// <summary>Bytes the AEAD adds.</summary>
    public const int MacSize = 16;

    internal const byte Version = 1;
    internal const byte ClassBits = 3;
    internal const byte IntroBit = 4;
    internal const int FlagsOffset = 1;
    internal const int ExpiryOffset = 2;
    internal const int PrekeyOffset = 4;
    internal const int TagOffset = 8;
    internal const int TagSize = 16;
    internal const int NonceOffset = 24;
    internal const int NonceSize = 8;
    internal const int CommitmentOffset = 32;
    internal const int EphemeralOffset = 64;

    private const int FirstSize = 4096;

    /// <summary>Length in bytes of all envelopes of a class: 4,096, 16,384 or 65,536.</summary>
    public static int SizeOf(EnvelopeClass size) => FirstSize << (2 * (int)size);

    /// <summary>Reads whatever a peer sent. False when it is no envelope: its length is not its class's, its version unknown, a reserved bit set.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, out EnvelopeHeader header)
    {
        header = default;
        if (bytes.Length < FirstSize || bytes[0] != Version || (bytes[FlagsOffset] & ~(ClassBits | IntroBit)) != 0)
        {
            return false;
        }

        var size = (EnvelopeClass)(bytes[FlagsOffset] & ClassBits);
        var isIntro = (bytes[FlagsOffset] & IntroBit) != 0;
        if (!Enum.IsDefined(size) || bytes.Length != SizeOf(size) || (isIntro && size != EnvelopeClass.Small))
        {
            return false;
        }

        header = new EnvelopeHeader
        {
            Id = IdOf(bytes),
            Tag = TagOf(bytes),
            Class = size,
            IsIntro = isIntro,
            Expiry = BinaryPrimitives.ReadUInt16LittleEndian(bytes[ExpiryOffset..]),
            Commitment = new Tombstone(bytes[CommitmentOffset..]),
        };
        return true;
    }

    internal static EnvelopeTag TagOf(ReadOnlySpan<byte> envelope) => new(BinaryPrimitives.ReadUInt128LittleEndian(envelope[TagOffset..]));

    internal static uint PrekeyOf(ReadOnlySpan<byte> envelope) => BinaryPrimitives.ReadUInt32LittleEndian(envelope[PrekeyOffset..]);

    internal static EnvelopeId IdOf(ReadOnlySpan<byte> envelope)
    {
        Span<byte> hash = stackalloc byte[HashAlgorithm.Blake2b_256.HashSize];
        HashAlgorithm.Blake2b_256.Hash(envelope, hash);
        return new EnvelopeId(BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }
}
