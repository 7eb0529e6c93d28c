using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Core.Names;

/// <summary>Tells a domain that is not there from one that has no such name: both are "no such domain" to DNS, asked for <c>user._tox.domain</c>.</summary>
internal static class NameAbsence
{
    internal static async Task<NameAnswer.NotFound> ExplainAsync(PublishedName name, DnsMessage nothing, Inquiry inquiry, CancellationToken cancellationToken)
    {
        var domain = DnsName.Parse(name.Address.Domain);
        return nothing.Code is DnsRcode.NoSuchDomain && !IsInZoneOf(domain, nothing) && await IsMissingAsync(domain, inquiry, cancellationToken)
            ? new NameAnswer.NotFound(NameFault.NoSuchDomain, $"the domain {name.Address.Domain} does not exist", Later: false)
            : NoRecord(name);
    }

    /// <summary>The domain is there, and has no Tox ID for the user.</summary>
    internal static NameAnswer.NotFound NoRecord(PublishedName name) =>
        new(NameFault.NoSuchName, $"{name} has no Tox ID in DNS: {name.Address.Domain} has no such record", Later: false);

    /// <summary>A negative answer names the zone that gives it (RFC 2308 3), and a zone that is the domain itself is there.</summary>
    private static bool IsInZoneOf(DnsName domain, DnsMessage nothing) =>
        nothing.Authorities.Any(record => record.Type is DnsType.SOA && record.Owner.IsUnder(domain));

    private static async Task<bool> IsMissingAsync(DnsName domain, Inquiry inquiry, CancellationToken cancellationToken) =>
        await inquiry.AskAsync(domain, DnsType.SOA, cancellationToken) is ServerReply.Answer { Message.Code: DnsRcode.NoSuchDomain };
}
