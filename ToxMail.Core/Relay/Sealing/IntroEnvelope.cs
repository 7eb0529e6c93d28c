using System.Buffers.Binary;
using System.Security.Cryptography;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>
/// Envelopes to somebody whose card is known but who was never met: sealed to his mail key alone, signed, and stamped, because strangers can send them. <c>docs/protocol.md</c> §5.2.
/// </summary>
internal static class IntroEnvelope
{
    /// <summary>Takes about a second of a processor, for the stamp. Null when the payload is too long or the card's key is none.</summary>
    public static SealedEnvelope? Seal(MailIdentity own, IntroLetter letter, MailKeys to, DateTimeOffset now, TimeSpan life, CancellationToken cancellationToken)
    {
        using var ephemeral = Ephemeral.New();
        Span<byte> secret = stackalloc byte[Secret.Size];
        if (letter.Payload.Length > IntroLetter.Capacity || !Curve25519.TryAgree(ephemeral.Secret, to.Agreement, secret))
        {
            return null;
        }

        var bytes = new byte[Envelope.SizeOf(EnvelopeClass.Small)];
        var expiry = EnvelopeLife.Choose(now, life);
        var tag = new EnvelopeTag(BinaryPrimitives.ReadUInt128LittleEndian(RandomNumberGenerator.GetBytes(Envelope.TagSize)));
        var prekey = BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(sizeof(uint)));
        EnvelopeCipher.WriteHeader(bytes, EnvelopeClass.Small, isIntro: true, expiry, prekey, tag, new byte[Envelope.NonceSize], ephemeral.Public);
        var release = EnvelopeCipher.Commit(bytes, secret);
        Stamp.Make(bytes, cancellationToken);
        InnerPart.Write(
            bytes.AsSpan(EnvelopeHeader.Size..^Envelope.MacSize),
            ContentOf(letter),
            new byte[Curve25519.Size],
            signed => own.Sign(PairSealing.Signed(own.Public, to, signed)));
        EnvelopeCipher.Seal(bytes, secret);
        CryptographicOperations.ZeroMemory(secret);
        return PairSealing.Finished(bytes, release);
    }

    /// <summary>Whether the sender paid. To be asked before anything else is done with an intro envelope.</summary>
    public static bool CheckStamp(ReadOnlySpan<byte> envelope) => Envelope.TryReadHeader(envelope, out var header) && header.IsIntro && Stamp.IsGood(envelope);

    /// <summary>The letter and its x; null when it is not for this node or not sound.</summary>
    public static (IntroLetter Letter, Tombstone Release)? Open(ReadOnlySpan<byte> envelope, MailIdentity own)
    {
        Span<byte> secret = stackalloc byte[Secret.Size];
        if (!Envelope.TryReadHeader(envelope, out var header) || !header.IsIntro
            || !Curve25519.TryAgree(own.Agreement.Bytes, envelope.Slice(Envelope.EphemeralOffset, Curve25519.Size), secret))
        {
            return null;
        }

        var opened = EnvelopeCipher.Open(envelope, secret);
        CryptographicOperations.ZeroMemory(secret);
        return opened is var (inner, release) && ReadLetter(inner, own) is { } letter ? (letter, release) : null;
    }

    private static EnvelopeContent ContentOf(IntroLetter letter) => new()
    {
        Kind = letter.Kind,
        IsSigned = true,
        IsCompressed = letter.IsCompressed,
        MailId = letter.MailId,
        Created = letter.Created,
        Payload = (byte[])[.. letter.From.ToArray(), .. letter.Payload.Span],
    };

    private static IntroLetter? ReadLetter(byte[] inner, MailIdentity own)
    {
        var start = InnerPart.FixedSize + InnerPart.SignatureSize;
        if (MailCard.Read(inner.AsSpan(start, MailCard.Size)) is not { } card)
        {
            return null;
        }

        var content = InnerPart.Read(inner, (signed, signature) => card.Keys.VerifySignature(PairSealing.Signed(card.Keys, own.Public, signed), signature));
        return content is { Kind: EnvelopeKind.Intro or EnvelopeKind.Receipt, IsSigned: true, Payload.Length: >= MailCard.Size }
            ? new IntroLetter { From = card, Kind = content.Kind, MailId = content.MailId, Created = content.Created, IsCompressed = content.IsCompressed, Payload = content.Payload[MailCard.Size..] }
            : null;
    }
}
