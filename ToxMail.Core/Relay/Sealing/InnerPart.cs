namespace ToxMail.Core.Relay.Sealing;

/// <summary>The sealed part of an envelope once it is open: <c>docs/protocol.md</c> §5.2. What breaks its layout is nobody's mail, padding that is not zero included.</summary>
internal static class InnerPart
{
    /// <summary>Bytes before signature and payload.</summary>
    public const int FixedSize = 72;

    public const int SignatureSize = MailKeys.SignatureSize;

    private const byte SignedBit = 1;
    private const byte CompressedBit = 2;
    private const byte ReceiptBit = 4;
    private const byte KnownBits = SignedBit | CompressedBit | ReceiptBit;
    private const int FallbackOffset = 40;

    /// <summary>Writes into zeros. Whoever calls has checked that it fits.</summary>
    /// <exception cref="ArgumentException">No recipient would take such content.</exception>
    /// <param name="inner">The sealed part without its MAC.</param>
    /// <param name="content">What to write.</param>
    /// <param name="fallback">The sender's newest fallback prekey, or zeros.</param>
    /// <param name="sign">Signs, when the content is to be signed.</param>
    public static void Write(Span<byte> inner, EnvelopeContent content, ReadOnlySpan<byte> fallback, Func<byte[], byte[]> sign)
    {
        if (!Enum.IsDefined(content.Kind) || !AreChunksSound(content) || content.Created < DateTimeOffset.UnixEpoch)
        {
            throw new ArgumentException("Kind, chunk numbers or time of the content are none.", nameof(content));
        }

        var writer = new ByteWriter(inner);
        writer.Byte((byte)content.Kind);
        writer.Byte((byte)((content.IsSigned ? SignedBit : 0) | (content.IsCompressed ? CompressedBit : 0) | (content.WantsReceipt ? ReceiptBit : 0)));
        writer.UInt16(0);
        writer.UInt32((uint)content.Payload.Length);
        writer.Write(content.MailId.ToArray());
        writer.UInt16(content.ChunkIndex);
        writer.UInt16(content.ChunkCount);
        writer.UInt16(content.ChunksNeeded);
        writer.UInt16(0);
        writer.UInt64((ulong)content.Created.ToUnixTimeSeconds());
        writer.Write(fallback);
        if (content.IsSigned)
        {
            writer.Write(sign([.. inner[..FixedSize], .. content.Payload.Span]));
        }

        writer.Write(content.Payload.Span);
    }

    /// <summary>Null when the layout is broken or a signature is wrong.</summary>
    /// <param name="inner">The sealed part; the payload stays in it.</param>
    /// <param name="verify">Checks a signature: first what was signed, then the signature.</param>
    public static EnvelopeContent? Read(byte[] inner, Func<byte[], byte[], bool> verify)
    {
        var reader = new ByteReader(inner);
        var kind = (EnvelopeKind)reader.Byte();
        var flags = reader.Byte();
        var reserved = reader.UInt16();
        var length = reader.UInt32();
        var content = new EnvelopeContent
        {
            Kind = kind,
            IsSigned = (flags & SignedBit) != 0,
            IsCompressed = (flags & CompressedBit) != 0,
            WantsReceipt = (flags & ReceiptBit) != 0,
            MailId = MailId.Read(reader.Take(MailId.Size)),
            ChunkIndex = reader.UInt16(),
            ChunkCount = reader.UInt16(),
            ChunksNeeded = reader.UInt16(),
            Created = DateTimeOffset.UnixEpoch,
        };
        reserved |= reader.UInt16();
        return !Enum.IsDefined(kind) || (flags & ~KnownBits) != 0 || reserved != 0 || !AreChunksSound(content) || ReadCreated(ref reader) is not { } created
            ? null
            : WithPayload(content with { Created = created }, inner, length, verify);
    }

    /// <summary>The sender's fallback prekey; null when there is none.</summary>
    public static byte[]? FallbackOf(ReadOnlySpan<byte> inner) => inner.Slice(FallbackOffset, Curve25519.Size) is var key && key.ContainsAnyExcept((byte)0) ? key.ToArray() : null;

    private static bool AreChunksSound(EnvelopeContent content) => content.Kind == EnvelopeKind.Chunk
        ? content.ChunkIndex < content.ChunkCount && content.ChunksNeeded is > 0 && content.ChunksNeeded <= content.ChunkCount
        : content is { ChunkIndex: 0, ChunkCount: 0, ChunksNeeded: 0 };

    private static DateTimeOffset? ReadCreated(ref ByteReader reader)
    {
        var seconds = reader.UInt64();
        return seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
    }

    private static EnvelopeContent? WithPayload(EnvelopeContent content, byte[] inner, uint length, Func<byte[], byte[], bool> verify)
    {
        var start = FixedSize + (content.IsSigned ? SignatureSize : 0);
        if (length > inner.Length - start || inner.AsSpan(start + (int)length).ContainsAnyExcept((byte)0))
        {
            return null;
        }

        var payload = inner.AsMemory(start, (int)length);
        return !content.IsSigned || verify([.. inner.AsSpan(0, FixedSize), .. payload.Span], inner[FixedSize..start]) ? content with { Payload = payload } : null;
    }
}
