namespace ToxMail.Core.Names.Dns;

/// <summary>One record of class IN.</summary>
/// <param name="Owner">The name it belongs to.</param>
/// <param name="Type">What its data is.</param>
/// <param name="Ttl">Seconds it may be kept.</param>
/// <param name="Data">The data; a name in it is uncompressed, and in lower case where the canonical form wants that (RFC 4034 6.2).</param>
internal sealed record DnsRecord(DnsName Owner, DnsType Type, uint Ttl, ReadOnlyMemory<byte> Data)
{
    /// <summary>The same owner, type and data; the TTL does not count.</summary>
    public bool IsSameAs(DnsRecord other) => Type == other.Type && Owner.Equals(other.Owner) && Data.Span.SequenceEqual(other.Data.Span);
}
