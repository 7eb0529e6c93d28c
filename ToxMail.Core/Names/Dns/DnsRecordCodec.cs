using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace ToxMail.Core.Names.Dns;

/// <summary>Records from octets and back (RFC 1035 3.2.1).</summary>
internal static class DnsRecordCodec
{
    /// <summary>The one class there is.</summary>
    public const ushort ClassIn = 1;

    private const int FixedSize = 10;
    private const int SoaNumbers = 5 * sizeof(uint);

    /// <summary>Reads a record of any class; one of another class than IN gives no record, only its head.</summary>
    public static bool TryRead(ref DnsReader reader, out DnsRecordHead head, out DnsRecord? record)
    {
        record = null;
        head = default;
        if (!reader.TryReadName(out var owner)
            || !reader.TryReadUInt16(out var type)
            || !reader.TryReadUInt16(out var recordClass)
            || !reader.TryReadUInt32(out var ttl)
            || !reader.TryReadUInt16(out var length))
        {
            return false;
        }

        head = new DnsRecordHead((DnsType)type, ttl);
        if (recordClass != ClassIn || head.Type is DnsType.OPT)
        {
            return reader.TryReadBytes(length, out _);
        }

        if (!TryReadData(ref reader, head.Type, length, out var data))
        {
            return false;
        }

        // A TTL with the highest bit set means zero (RFC 2181 8).
        record = new DnsRecord(owner, head.Type, ttl > int.MaxValue ? 0 : ttl, data);
        return true;
    }

    /// <summary>Reads records that stand one behind the other up to the end, as in a kept proof.</summary>
    public static bool TryReadAll(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out IReadOnlyList<DnsRecord>? records)
    {
        records = null;
        var read = new List<DnsRecord>();
        var reader = new DnsReader(octets);
        while (!reader.IsAtEnd)
        {
            if (!TryRead(ref reader, out _, out var record) || record is null)
            {
                return false;
            }

            read.Add(record);
        }

        records = read;
        return true;
    }

    /// <summary>The octets of records, uncompressed, one behind the other.</summary>
    public static byte[] Write(IEnumerable<DnsRecord> records) => [.. records.SelectMany(Write)];

    /// <summary>The octets of a record, uncompressed.</summary>
    public static byte[] Write(DnsRecord record)
    {
        var owner = record.Owner.Wire.Span;
        var octets = new byte[owner.Length + FixedSize + record.Data.Length];
        owner.CopyTo(octets);
        var rest = octets.AsSpan(owner.Length);
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)record.Type);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], ClassIn);
        BinaryPrimitives.WriteUInt32BigEndian(rest[4..], record.Ttl);
        BinaryPrimitives.WriteUInt16BigEndian(rest[8..], (ushort)record.Data.Length);
        record.Data.Span.CopyTo(rest[FixedSize..]);
        return octets;
    }

    /// <summary>Names in data may be compressed in the types of RFC 1035 alone (RFC 3597 4); those of them that are used here are read.</summary>
    private static bool TryReadData(ref DnsReader reader, DnsType type, int length, out ReadOnlyMemory<byte> data)
    {
        var end = reader.Position + length;
        data = default;
        switch (type)
        {
            case DnsType.NS or DnsType.CNAME or DnsType.PTR or DnsType.DNAME:
                var named = reader.TryReadName(out var name);
                data = name?.Wire ?? default;
                return named && reader.Position == end;
            case DnsType.SOA:
                return TryReadSoa(ref reader, out data) && reader.Position == end;
            default:
                var there = reader.TryReadBytes(length, out var bytes);
                data = bytes.ToArray();
                return there;
        }
    }

    private static bool TryReadSoa(ref DnsReader reader, out ReadOnlyMemory<byte> data)
    {
        data = default;
        if (!reader.TryReadName(out var server) || !reader.TryReadName(out var mailbox) || !reader.TryReadBytes(SoaNumbers, out var numbers))
        {
            return false;
        }

        data = (byte[])[.. server.Wire.Span, .. mailbox.Wire.Span, .. numbers];
        return true;
    }
}
