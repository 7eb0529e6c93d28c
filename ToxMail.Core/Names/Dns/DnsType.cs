namespace ToxMail.Core.Names.Dns;

/// <summary>The types of records that are read or asked for; a record of any other type keeps its number.</summary>
internal enum DnsType : ushort
{
    A = 1,
    NS = 2,
    CNAME = 5,
    SOA = 6,
    PTR = 12,
    TXT = 16,
    AAAA = 28,
    DNAME = 39,

    /// <summary>EDNS (RFC 6891).</summary>
    OPT = 41,
    DS = 43,
    RRSIG = 46,
    NSEC = 47,
    DNSKEY = 48,
    NSEC3 = 50,
}
