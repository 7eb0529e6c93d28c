using ToxMail.Core.Names;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;

namespace ToxMail.Tests.Support.Dns;

internal static class DnsWorldOptions
{
    /// <summary>Options that look names up in this world and trust its root.</summary>
    internal static NamesOptions Options(this SignedDnsWorld dns) => new()
    {
        Resolver = ResolverAddress.TryParse($"tcp://127.0.0.1:{dns.ResolverPort}", out var address) ? address : throw new FormatException(),
        TrustAnchors = TrustAnchors.TryParse(dns.TrustAnchors, out var anchors, out _) ? anchors : throw new FormatException(),
    };
}
