namespace ToxMail.Core.Names.Dns;

/// <summary>What stands before a record's data, as far as a message needs it: OPT puts its own meaning into the TTL (RFC 6891 6.1.3).</summary>
internal readonly record struct DnsRecordHead(DnsType Type, uint Ttl);
