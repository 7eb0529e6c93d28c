using System.Buffers.Binary;
using System.Security.Cryptography;
using NSec.Cryptography;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// Closes and opens the sealed part of an envelope in place. The open part is before it: all but T has to be there before sealing, for all of it is authenticated.
/// </summary>
internal static class EnvelopeCipher
{
    /// <summary>K, nonce, x.</summary>
    private const int DerivedSize = KeySize + NonceSize + Tombstone.Size;
    private const int KeySize = 32;
    private const int NonceSize = 24;

    private static readonly byte[] _tombstoneKey = "tmr1 tombstone commitment key v1"u8.ToArray();

    /// <summary>Writes what lies before T; E is written too.</summary>
    public static void WriteHeader(Span<byte> envelope, EnvelopeClass size, bool isIntro, ushort expiry, uint prekey, EnvelopeTag tag, ReadOnlySpan<byte> random, ReadOnlySpan<byte> ephemeral)
    {
        envelope[0] = Envelope.Version;
        envelope[Envelope.FlagsOffset] = (byte)((byte)size | (isIntro ? Envelope.IntroBit : 0));
        BinaryPrimitives.WriteUInt16LittleEndian(envelope[Envelope.ExpiryOffset..], expiry);
        BinaryPrimitives.WriteUInt32LittleEndian(envelope[Envelope.PrekeyOffset..], prekey);
        BinaryPrimitives.WriteUInt128LittleEndian(envelope[Envelope.TagOffset..], tag.Value);
        random.CopyTo(envelope.Slice(Envelope.NonceOffset, Envelope.NonceSize));
        ephemeral.CopyTo(envelope.Slice(Envelope.EphemeralOffset, Curve25519.Size));
    }

    /// <summary>Derives the keys, writes T and gives x.</summary>
    public static Tombstone Commit(Span<byte> envelope, ReadOnlySpan<byte> secret)
    {
        Span<byte> derived = stackalloc byte[DerivedSize];
        Derive(envelope, secret, derived);
        Commitment(derived[^Tombstone.Size..], envelope.Slice(Envelope.CommitmentOffset, Tombstone.Size));
        var release = new Tombstone(derived[^Tombstone.Size..]);
        CryptographicOperations.ZeroMemory(derived);
        return release;
    }

    /// <summary>Encrypts what was written between the header and the last 16 bytes.</summary>
    public static void Seal(Span<byte> envelope, ReadOnlySpan<byte> secret)
    {
        Span<byte> derived = stackalloc byte[DerivedSize];
        Derive(envelope, secret, derived);
        using var key = Key.Import(AeadAlgorithm.XChaCha20Poly1305, derived[..KeySize], KeyBlobFormat.RawSymmetricKey);
        var inner = envelope[EnvelopeHeader.Size..];
        AeadAlgorithm.XChaCha20Poly1305.Encrypt(key, derived.Slice(KeySize, NonceSize), envelope[..EnvelopeHeader.Size], inner[..^Envelope.MacSize], inner);
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <summary>The sealed part in the open and x; null when a bit was altered, the secret is another, or T is not the hash of x.</summary>
    public static (byte[] Inner, Tombstone Release)? Open(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> secret)
    {
        Span<byte> derived = stackalloc byte[DerivedSize];
        Span<byte> commitment = stackalloc byte[Tombstone.Size];
        Derive(envelope, secret, derived);
        using var key = Key.Import(AeadAlgorithm.XChaCha20Poly1305, derived[..KeySize], KeyBlobFormat.RawSymmetricKey);
        Commitment(derived[^Tombstone.Size..], commitment);
        var inner = new byte[envelope.Length - EnvelopeHeader.Size - Envelope.MacSize];
        var good = AeadAlgorithm.XChaCha20Poly1305.Decrypt(key, derived.Slice(KeySize, NonceSize), envelope[..EnvelopeHeader.Size], envelope[EnvelopeHeader.Size..], inner)
            && commitment.SequenceEqual(envelope.Slice(Envelope.CommitmentOffset, Tombstone.Size));
        var release = new Tombstone(derived[^Tombstone.Size..]);
        CryptographicOperations.ZeroMemory(derived);
        return good ? (inner, release) : null;
    }

    /// <summary>T of x.</summary>
    public static Tombstone Commitment(Tombstone release)
    {
        Span<byte> x = stackalloc byte[Tombstone.Size];
        Span<byte> commitment = stackalloc byte[Tombstone.Size];
        release.CopyTo(x);
        Commitment(x, commitment);
        return new Tombstone(commitment);
    }

    private static void Commitment(ReadOnlySpan<byte> release, Span<byte> commitment) => Blake2b.Mac(_tombstoneKey, release, commitment);

    private static void Derive(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> secret, Span<byte> derived)
    {
        Span<byte> salt = stackalloc byte[Envelope.TagSize + Curve25519.Size];
        envelope.Slice(Envelope.TagOffset, Envelope.TagSize).CopyTo(salt);
        envelope.Slice(Envelope.EphemeralOffset, Curve25519.Size).CopyTo(salt[Envelope.TagSize..]);
        KeyDerivationAlgorithm.HkdfSha256.DeriveBytes(secret, salt, "tmr1 env"u8, derived);
    }
}
