using System.Security.Cryptography.X509Certificates;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Tox;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

/// <summary>An unbound that answers over TLS and over HTTPS.</summary>
public sealed class EncryptedResolverTests(EncryptedWorld world) : IClassFixture<EncryptedWorld>
{
    [Theory]
    [InlineData(null)]
    [InlineData(ServerCertificate.Name)]
    public async Task A_name_is_looked_up_over_TLS(string? name) => await AssertFindsAsync(world.Tls(name), world.Certificate.Authorities);

    [Fact]
    public async Task A_name_is_looked_up_over_HTTPS() => await AssertFindsAsync(world.Https("127.0.0.1"), world.Certificate.Authorities);

    [Fact]
    public async Task Either_passes_a_proxy()
    {
        using var http = new HttpProxy();
        using var socks = new Socks5Proxy();

        await AssertFindsAsync(world.Tls(null), world.Certificate.Authorities, http.Uri);
        await AssertFindsAsync(world.Https("127.0.0.1"), world.Certificate.Authorities, socks.Uri);

        Assert.Equal(world.TlsPort, Assert.Single(http.Targets).Port);
        Assert.Equal(world.HttpsPort, Assert.Single(socks.Targets).Port);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_accepted()
    {
        await AssertRefusesAsync(world.Tls("other.example.test"), world.Certificate.Authorities);
        await AssertRefusesAsync(world.Https("localhost"), world.Certificate.Authorities);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_not_accepted()
    {
        using var other = new ServerCertificate();

        await AssertRefusesAsync(world.Tls(null), null);
        await AssertRefusesAsync(world.Https("127.0.0.1"), null);
        await AssertRefusesAsync(world.Tls(null), other.Authorities);
        await AssertRefusesAsync(world.Https("127.0.0.1"), other.Authorities);
    }

    [Fact]
    public async Task Something_else_over_HTTPS_is_no_answer()
    {
        using var desk = Desk(world.Https("127.0.0.1", "/another-path"), world.Certificate.Authorities, null);

        var missed = await desk.MissAsync("tarek@example.test");

        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.Contains("HTTP 404", missed.Why, StringComparison.Ordinal);
    }

    private async Task AssertFindsAsync(ResolverAddress resolver, X509Certificate2Collection? authorities, Uri? proxy = null)
    {
        using var desk = Desk(resolver, authorities, proxy);

        var found = await desk.FindAsync("tarek@example.test");

        Assert.Equal(SignedDnsWorld.TarekId, found.Id);
        Assert.NotNull(found.Proof);
    }

    private async Task AssertRefusesAsync(ResolverAddress resolver, X509Certificate2Collection? authorities)
    {
        using var desk = Desk(resolver, authorities, null);

        var missed = await desk.MissAsync("tarek@example.test");

        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.Contains("certificate", missed.Why, StringComparison.Ordinal);
    }

    private LookupDesk Desk(ResolverAddress resolver, X509Certificate2Collection? authorities, Uri? proxy) =>
        new(new NamesOptions { Resolver = resolver, ResolverAuthorities = authorities, TrustAnchors = world.Anchors }, proxy: proxy);
}
