using System.Net;
using DnsClient;

namespace ToxMail.Core.Names.Resolver;

/// <summary>The servers that the machine uses itself.</summary>
internal static class SystemServers
{
    /// <summary>In the order in which the system has them; empty when it has none, where DnsClient's default would be a public resolver that nobody chose.</summary>
    internal static IReadOnlyList<IPEndPoint> Find() =>
        [.. NameServer.ResolveNameServers(skipIPv6SiteLocal: true, fallbackToGooglePublicDns: false)
            .Select(server => new IPEndPoint(IPAddress.Parse(server.Address), server.Port))
            .Distinct()];
}
