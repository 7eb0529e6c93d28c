using System.Security.Cryptography;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Makes and opens the envelopes of a pair, given the keys.</summary>
internal static class PairSealing
{
    /// <summary>Null when the prekey is none.</summary>
    public static SealedEnvelope? Seal(PairParties parties, MailKeys peer, EnvelopeContent content, EnvelopeAddress address, ReadOnlySpan<byte> prekey, ReadOnlySpan<byte> fallback)
    {
        using var ephemeral = Secret.Random();
        Span<byte> secret = stackalloc byte[Secret.Size * 2];
        if (!Curve25519.TryAgree(ephemeral.Bytes, prekey, secret[..Secret.Size]))
        {
            return null;
        }

        address.Keys.MessageKey.CopyTo(secret[Secret.Size..]);
        var bytes = new byte[Envelope.SizeOf(address.Class)];
        var tag = address.Keys.Tag(address.Counter);
        var masked = OwnPrekey.IdOf(prekey) ^ address.Keys.PrekeyMask(address.Counter);
        EnvelopeCipher.WriteHeader(bytes, address.Class, isIntro: false, address.Expiry, masked, tag, RandomNumberGenerator.GetBytes(Envelope.NonceSize), Curve25519.PublicOf(ephemeral.Bytes));
        var release = EnvelopeCipher.Commit(bytes, secret);
        InnerPart.Write(bytes.AsSpan(EnvelopeHeader.Size..^Envelope.MacSize), content, fallback, signed => parties.Own.Sign(Signed(parties.Own.Public, peer, signed)));
        EnvelopeCipher.Seal(bytes, secret);
        CryptographicOperations.ZeroMemory(secret);
        return new SealedEnvelope
        {
            Bytes = bytes,
            Id = Envelope.IdOf(bytes),
            Tag = tag,
            Class = address.Class,
            Release = release,
            Commitment = new Tombstone(bytes.AsSpan(Envelope.CommitmentOffset)),
            Expiry = address.Expiry,
        };
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

    /// <summary>Who wrote it to whom belongs to what is signed: else the recipient could send it on as if it had been written to another.</summary>
    private static byte[] Signed(MailKeys sender, MailKeys recipient, byte[] signed) => [.. "tmr1 sign"u8, .. sender.Agreement, .. recipient.Agreement, .. signed];
}
