using System.Security.Cryptography;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Makes and opens the envelopes of a pair, given the keys.</summary>
internal static class PairSealing
{
    /// <summary>Null when the prekey is none.</summary>
    public static SealedEnvelope? Seal(PairParties parties, MailKeys peer, EnvelopeContent content, EnvelopeAddress address, ReadOnlySpan<byte> prekey, ReadOnlySpan<byte> fallback)
    {
        using var ephemeral = Ephemeral.New();
        return Seal(parties, peer, content, address, prekey, fallback, ephemeral, RandomNumberGenerator.GetBytes(Envelope.NonceSize));
    }

    /// <summary>With E and the random bytes of the header given.</summary>
    public static SealedEnvelope? Seal(
        PairParties parties, MailKeys peer, EnvelopeContent content, EnvelopeAddress address, ReadOnlySpan<byte> prekey, ReadOnlySpan<byte> fallback, Ephemeral ephemeral, ReadOnlySpan<byte> random)
    {
        Span<byte> secret = stackalloc byte[Secret.Size * 2];
        if (!Curve25519.TryAgree(ephemeral.Secret, prekey, secret[..Secret.Size]))
        {
            return null;
        }

        address.Keys.MessageKey.CopyTo(secret[Secret.Size..]);
        var bytes = new byte[Envelope.SizeOf(address.Class)];
        var masked = OwnPrekey.IdOf(prekey) ^ address.Keys.PrekeyMask(address.Counter);
        EnvelopeCipher.WriteHeader(bytes, address.Class, isIntro: false, address.Expiry, masked, address.Keys.Tag(address.Counter), random, ephemeral.Public);
        var release = EnvelopeCipher.Commit(bytes, secret);
        InnerPart.Write(bytes.AsSpan(EnvelopeHeader.Size..^Envelope.MacSize), content, fallback, signed => parties.Own.Sign(Signed(parties.Own.Public, peer, signed)));
        EnvelopeCipher.Seal(bytes, secret);
        CryptographicOperations.ZeroMemory(secret);
        return Finished(bytes, release);
    }

    /// <summary>The sealed part, its content and x; null when it is not the contact's.</summary>
    public static (byte[] Inner, EnvelopeContent Content, Tombstone Release)? Open(PairParties parties, MailKeys peer, ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> messageKey, OwnPrekey prekey)
    {
        Span<byte> secret = stackalloc byte[Secret.Size * 2];
        if (!Curve25519.TryAgree(prekey.Secret.Bytes, envelope.Slice(Envelope.EphemeralOffset, Curve25519.Size), secret[..Secret.Size]))
        {
            return null;
        }

        messageKey.CopyTo(secret[Secret.Size..]);
        var opened = EnvelopeCipher.Open(envelope, secret);
        CryptographicOperations.ZeroMemory(secret);
        return opened is var (inner, release)
            && InnerPart.Read(inner, (signed, signature) => peer.VerifySignature(Signed(peer, parties.Own.Public, signed), signature)) is { } content
            ? (inner, content, release)
            : null;
    }

    /// <summary>All that is to be known of an envelope that was sealed.</summary>
    public static SealedEnvelope Finished(byte[] bytes, Tombstone release) => Envelope.TryReadHeader(bytes, out var header)
        ? new SealedEnvelope { Bytes = bytes, Id = header.Id, Tag = header.Tag, Class = header.Class, Release = release, Commitment = header.Commitment, Expiry = header.Expiry }
        : throw new InvalidOperationException("What was sealed is no envelope.");

    /// <summary>Who wrote it to whom belongs to what is signed: else the recipient could send it on as if it had been written to another.</summary>
    public static byte[] Signed(MailKeys sender, MailKeys recipient, byte[] signed) => [.. "tmr1 sign"u8, .. sender.Agreement, .. recipient.Agreement, .. signed];
}
