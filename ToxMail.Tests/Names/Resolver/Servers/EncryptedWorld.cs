using System.Net;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>The signed world with an unbound that answers over TLS and over HTTPS too.</summary>
public sealed class EncryptedWorld : IAsyncLifetime
{
    private readonly SignedDnsWorld _world = new();

    public int TlsPort { get; } = PortPool.Take();

    public int HttpsPort { get; } = PortPool.Take();

    internal ServerCertificate Certificate { get; } = new();

    public TrustAnchors Anchors => TrustAnchors.TryParse(_world.TrustAnchors, out var anchors, out var wrong) ? anchors : throw new FormatException(wrong);

    public async ValueTask InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.StartResolverAsync(
            $"""
             interface: 127.0.0.1@{TlsPort}
             tls-port: {TlsPort}
             interface: 127.0.0.1@{HttpsPort}
             https-port: {HttpsPort}
             tls-service-key: "{Certificate.KeyFile}"
             tls-service-pem: "{Certificate.CertificateFile}"
            """,
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        Certificate.Dispose();
    }

    /// <summary>The resolver over TLS, to be known by its address or by a name.</summary>
    internal ResolverAddress Tls(string? name) => new ResolverAddress.Tls(new IPEndPoint(IPAddress.Loopback, TlsPort), name);

    internal ResolverAddress Https(string host, string path = "/dns-query") => new ResolverAddress.Https(new Uri($"https://{host}:{HttpsPort}{path}"));
}
