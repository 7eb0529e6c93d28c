using ToxMail.Core.Names.Dns;

namespace ToxMail.Tests.Support.Dns.Signing;

/// <summary>The NSEC records of a zone (RFC 4034 4).</summary>
internal static class NsecChain
{
    public static IEnumerable<DnsRecord> Of(IEnumerable<DnsRecord> records, DnsName zone)
    {
        var owners = records.GroupBy(static record => record.Owner).OrderBy(static owner => owner.Key).ToList();
        return owners.Select((owner, i) => new DnsRecord(
            owner.Key, DnsType.NSEC, ZoneBuilder.Ttl, (byte[])[.. (i + 1 < owners.Count ? owners[i + 1].Key : zone).Wire.Span, .. Bitmap(owner.Select(static record => record.Type))]));
    }

    /// <summary>All types used here are in the first window; octets of zeros at the end have to be left out.</summary>
    private static byte[] Bitmap(IEnumerable<DnsType> types)
    {
        var bits = new byte[7];
        foreach (var type in types.Append(DnsType.NSEC).Append(DnsType.RRSIG).Select(static type => (int)type))
        {
            bits[type / 8] |= (byte)(0x80 >> type % 8);
        }

        var used = bits.AsSpan().TrimEnd((byte)0);
        return [0, (byte)used.Length, .. used];
    }
}
