using ToxMail.Core.Names.Dns;

namespace ToxMail.Core.Names.Dnssec;

/// <summary>The keys of a zone that are linked to a trust anchor.</summary>
internal sealed record ZoneKeys(DnsName Zone, IReadOnlyList<KeyData> Keys);
