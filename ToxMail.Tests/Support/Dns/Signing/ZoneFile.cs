using System.Buffers.Binary;
using ToxMail.Core.Names.Dns;

namespace ToxMail.Tests.Support.Dns.Signing;

/// <summary>Records as a zone file: names as text, all other data as numbers (RFC 3597 5), so that nothing is made better on the way.</summary>
internal static class ZoneFile
{
    public static string Write(IEnumerable<DnsRecord> records) =>
        string.Concat(records.Select(static record => $"{Absolute(record.Owner)} {record.Ttl} IN {(record.Type is DnsType.SOA or DnsType.NS or DnsType.CNAME or DnsType.DNAME ? Named(record) : Unknown(record))}\n"));

    private static string Unknown(DnsRecord record) => $"TYPE{(ushort)record.Type} \\# {record.Data.Length} {Convert.ToHexString(record.Data.Span)}";

    private static string Named(DnsRecord record)
    {
        if (record.Type is not DnsType.SOA)
        {
            return $"{record.Type} {Absolute(Read(record.Data.Span))}";
        }

        var numbers = Enumerable.Range(0, 5).Select(i => BinaryPrimitives.ReadUInt32BigEndian(record.Data.Span[^20..][(i * 4)..]));
        return $"SOA ns.gen. ns.gen. {string.Join(' ', numbers)}";
    }

    private static DnsName Read(ReadOnlySpan<byte> data) => DnsName.TryCreate(data, out var name) ? name : throw new FormatException("Not a name.");

    private static string Absolute(DnsName name) => name.IsRoot ? "." : $"{name}.";
}
