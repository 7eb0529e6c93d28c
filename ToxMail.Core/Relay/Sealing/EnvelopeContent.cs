using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>What is sealed into an envelope: <c>docs/protocol.md</c> §5.2.</summary>
internal sealed record EnvelopeContent
{
    public required EnvelopeKind Kind { get; init; }

    /// <summary>The payload is compressed with Brotli.</summary>
    public bool IsCompressed { get; init; }

    public bool WantsReceipt { get; init; }

    /// <summary>Signed by the sender's mail identity, so that the recipient can prove to others who wrote it. Without, he alone knows.</summary>
    public bool IsSigned { get; init; }

    public required MailId MailId { get; init; }

    /// <summary>Place among the chunks, from 0.</summary>
    public ushort ChunkIndex { get; init; }

    /// <summary>How many chunks there are; 0 for a mail in one piece.</summary>
    public ushort ChunkCount { get; init; }

    /// <summary>How many of them make the mail.</summary>
    public ushort ChunksNeeded { get; init; }

    /// <summary>Whole seconds.</summary>
    public required DateTimeOffset Created { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Bytes of payload that fit.</summary>
    public static int Capacity(EnvelopeClass size, bool isSigned = false) =>
        Envelope.SizeOf(size) - EnvelopeHeader.Size - Envelope.MacSize - InnerPart.FixedSize - (isSigned ? InnerPart.SignatureSize : 0);

    /// <summary>The smallest envelope that takes so much, or null when none does.</summary>
    public static EnvelopeClass? SmallestFor(int payloadLength, bool isSigned = false)
    {
        foreach (var size in Enum.GetValues<EnvelopeClass>())
        {
            if (payloadLength <= Capacity(size, isSigned))
            {
                return size;
            }
        }

        return null;
    }
}
