using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.OwnMail;

/// <summary>A parcel as the contents of envelopes: one, or equal chunks in the largest.</summary>
internal static class ParcelContents
{
    /// <summary>As many as a contact may be sent in a day; what claims more is not kept.</summary>
    internal const int MaxChunks = DayKeys.Tags;

    /// <summary>The mail's name in receipts: the start of the parcel's digest, the same however often it is sealed.</summary>
    internal static MailId IdOf(ReadOnlySpan<byte> digest) => MailId.Read(digest[..MailId.Size]);

    internal static IReadOnlyList<(EnvelopeContent Content, EnvelopeClass Size)> Of(RelayParcel parcel, DateTimeOffset created)
    {
        if (EnvelopeContent.SmallestFor(parcel.Bytes.Length) is { } size)
        {
            return [(Content(EnvelopeKind.Mail, parcel, created, parcel.Bytes), size)];
        }

        var capacity = EnvelopeContent.Capacity(EnvelopeClass.Large);
        var count = (parcel.Bytes.Length + capacity - 1) / capacity;
        return [.. Enumerable.Range(0, count).Select(index => (Chunk(parcel, created, index, count, capacity), EnvelopeClass.Large))];
    }

    private static EnvelopeContent Chunk(RelayParcel parcel, DateTimeOffset created, int index, int count, int capacity)
    {
        var start = index * capacity;
        var bytes = parcel.Bytes.Slice(start, Math.Min(capacity, parcel.Bytes.Length - start));
        return Content(EnvelopeKind.Chunk, parcel, created, bytes) with { ChunkIndex = (ushort)index, ChunkCount = (ushort)count, ChunksNeeded = (ushort)count };
    }

    private static EnvelopeContent Content(EnvelopeKind kind, RelayParcel parcel, DateTimeOffset created, ReadOnlyMemory<byte> payload) => new()
    {
        Kind = kind,
        WantsReceipt = true,
        MailId = IdOf(parcel.Digest),
        Created = created,
        Payload = payload,
    };
}
