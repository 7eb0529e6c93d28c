using System.Net;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Tox;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

public sealed class ProxiedLookupTests
{
    private const string Name = "tarek@example.test";

    [Fact]
    public async Task Questions_pass_a_SOCKS_proxy()
    {
        using var proxy = new Socks5Proxy();
        await AssertAsksThroughAsync(proxy.Uri, () => proxy.Targets);
    }

    [Fact]
    public async Task Questions_pass_an_HTTP_proxy()
    {
        using var proxy = new HttpProxy();
        await AssertAsksThroughAsync(proxy.Uri, () => proxy.Targets);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_refuses_ends_the_lookup(string scheme)
    {
        await using var proxy = new StubbornProxy(scheme);
        await using var resolver = new ScriptedResolver(Answers.Good);
        using var desk = new LookupDesk(resolver.Address, proxy: proxy.Uri);

        var missed = await desk.MissAsync(Name);

        Assert.Equal(NameFault.ProxyRefused, missed.Fault);
        Assert.Contains(proxy.Uri.ToString(), missed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(missed.Why, char.IsControl);
        Assert.Equal(0, resolver.Connections);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task A_proxy_that_is_not_there_is_not_passed_by(string scheme)
    {
        await using var resolver = new ScriptedResolver(Answers.Good);
        using var desk = new LookupDesk(resolver.Address, proxy: new Uri($"{scheme}://localhost:{PortPool.Take()}"));

        Assert.Equal(NameFault.ProxyRefused, (await desk.MissAsync(Name)).Fault);
        Assert.Equal(0, resolver.Connections);
    }

    [Theory]
    [InlineData("http", "CONNECT dns.example.test:443 ")]
    [InlineData("socks5", "dns.example.test")]
    public async Task The_name_of_a_resolver_is_for_the_proxy_to_look_up(string scheme, string request)
    {
        await using var proxy = new StubbornProxy(scheme);
        using var desk = new LookupDesk(new ResolverAddress.Https(new Uri("https://dns.example.test/dns-query")), proxy: proxy.Uri);

        Assert.Equal(NameFault.ProxyRefused, (await desk.MissAsync(Name)).Fault);
        Assert.Contains(request, proxy.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "CONNECT [2001:db8::35]:853 ")]
    [InlineData("socks5", "\u0005\u0001\0\u0004\u0020\u0001\u000D\u00B8")]
    public async Task A_resolver_may_have_an_IPv6_address(string scheme, string request)
    {
        await using var proxy = new StubbornProxy(scheme);
        using var desk = new LookupDesk(new ResolverAddress.Tls(new IPEndPoint(IPAddress.Parse("2001:db8::35"), 853), null), proxy: proxy.Uri);

        Assert.Equal(NameFault.ProxyRefused, (await desk.MissAsync(Name)).Fault);
        Assert.StartsWith(request, proxy.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_system_s_own_servers_are_asked_through_it_too()
    {
        await using var proxy = new StubbornProxy("http");
        using var desk = new LookupDesk(new ResolverAddress.OfSystem(), proxy: proxy.Uri);

        Assert.Equal(NameFault.ProxyRefused, (await desk.MissAsync(Name)).Fault);
        Assert.StartsWith($"CONNECT {SystemServers.Find()[^1]} ", proxy.Request, StringComparison.Ordinal);
    }

    private static async Task AssertAsksThroughAsync(Uri proxy, Func<IEnumerable<IPEndPoint>> targets)
    {
        await using var resolver = new ScriptedResolver(Answers.Good);
        using var desk = new LookupDesk(resolver.Address, proxy: proxy);

        await desk.FindAsync(Name);

        Assert.NotEqual(0, resolver.Connections);
        Assert.Equal(resolver.Connections, targets().Count());
        Assert.All(targets(), target => Assert.Equal(resolver.Address.Server, target));
    }
}
