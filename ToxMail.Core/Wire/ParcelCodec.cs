using System.Buffers.Binary;
using System.Formats.Cbor;

namespace ToxMail.Core.Wire;

/// <summary>The part of a parcel before the mail's bytes, called its prefix: magic, length, CBOR map. <c>docs/protocol.md</c> §2.1.</summary>
public static class ParcelCodec
{
    /// <summary>Bytes before the CBOR map.</summary>
    public const int FixedSize = 8;

    private const int ParcelIdSize = 16;
    private const int MaxAddress = 320;
    private const int MaxRecipients = 100;
    private const ulong CompressedFlag = 1;

    private static readonly DateTimeOffset Latest = DateTimeOffset.FromUnixTimeMilliseconds(253_402_300_799_000);

    public static byte[] Write(ParcelHeader header)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(0);
        writer.WriteByteString(header.ParcelId.Span);
        writer.WriteInt32(1);
        writer.WriteTextString(header.ReturnAddress);
        writer.WriteInt32(2);
        WriteRecipients(writer, header.Recipients);
        writer.WriteInt32(3);
        writer.WriteInt64(header.Submitted.ToUnixTimeMilliseconds());
        writer.WriteInt32(5);
        writer.WriteUInt64(header.IsCompressed ? CompressedFlag : 0);
        writer.WriteEndMap();

        var prefix = new byte[FixedSize + writer.BytesWritten];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, WireFormat.ParcelKind);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix.AsSpan(4), (uint)writer.BytesWritten);
        writer.Encode(prefix.AsSpan(FixedSize));
        return prefix;
    }

    /// <summary>Length of the whole prefix, from its first <see cref="FixedSize"/> bytes; null when this is no parcel.</summary>
    public static int? PrefixLength(ReadOnlySpan<byte> start)
    {
        if (start.Length < FixedSize || BinaryPrimitives.ReadUInt32LittleEndian(start) != WireFormat.ParcelKind)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(start[4..]);
        return length <= WireFormat.MaxParcelHeader ? FixedSize + (int)length : null;
    }

    /// <summary>Reads a whole prefix; null when it is not well formed.</summary>
    public static ParcelHeader? Read(ReadOnlyMemory<byte> prefix)
    {
        if (PrefixLength(prefix.Span) != prefix.Length)
        {
            return null;
        }

        ParcelHeader header = new() { ParcelId = default, ReturnAddress = "", Recipients = [], Submitted = default };
        var read = CborMap.TryRead(prefix[FixedSize..], (key, reader) => header = key switch
        {
            0 => header with { ParcelId = reader.ReadByteString() },
            1 => header with { ReturnAddress = reader.ReadTextString() },
            2 => header with { Recipients = ReadRecipients(reader) },
            3 => header with { Submitted = ReadInstant(reader) },
            5 => header with { IsCompressed = (reader.ReadUInt64() & CompressedFlag) != 0 },
            _ => CborMap.Skip(reader, header),
        });
        return read && IsSound(header) ? header : null;
    }

    private static bool IsSound(ParcelHeader header) =>
        header.ParcelId.Length == ParcelIdSize && header.Submitted >= DateTimeOffset.UnixEpoch && IsAddress(header.ReturnAddress) && header.Recipients.All(IsAddress);

    private static bool IsAddress(string address) => address.Length <= MaxAddress && !address.Any(char.IsControl);

    private static void WriteRecipients(CborWriter writer, IReadOnlyList<string> recipients)
    {
        writer.WriteStartArray(recipients.Count);
        foreach (var recipient in recipients)
        {
            writer.WriteTextString(recipient);
        }

        writer.WriteEndArray();
    }

    private static List<string> ReadRecipients(CborReader reader)
    {
        var recipients = new List<string>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            recipients.Add(recipients.Count < MaxRecipients ? reader.ReadTextString() : throw new CborContentException("Too many recipients."));
        }

        reader.ReadEndArray();
        return recipients;
    }

    private static DateTimeOffset ReadInstant(CborReader reader)
    {
        var milliseconds = reader.ReadInt64();
        return milliseconds >= 0 && milliseconds <= Latest.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new CborContentException("An instant out of range.");
    }
}
