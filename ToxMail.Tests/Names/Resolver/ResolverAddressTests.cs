using System.Net;
using ToxMail.Core.Names.Resolver;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

public sealed class ResolverAddressTests
{
    public static TheoryData<string, ResolverAddress> Forms => new()
    {
        { "system", new ResolverAddress.OfSystem() },
        { "SYSTEM", new ResolverAddress.OfSystem() },
        { "none", new ResolverAddress.None() },
        { "udp://192.0.2.1", new ResolverAddress.Tcp(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 53)) },
        { "udp://192.0.2.1:5353/", new ResolverAddress.Tcp(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5353)) },
        { "tcp://[2001:db8::1]:53", new ResolverAddress.Tcp(new IPEndPoint(IPAddress.Parse("2001:db8::1"), 53)) },
        { "TLS://192.0.2.1", new ResolverAddress.Tls(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 853), null) },
        { "tls://192.0.2.1:8853#Dns.Example.ORG", new ResolverAddress.Tls(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 8853), "dns.example.org") },
        { "https://dns.example.org/dns-query", new ResolverAddress.Https(new Uri("https://dns.example.org/dns-query")) },
        { "https://192.0.2.1:8443/dns-query", new ResolverAddress.Https(new Uri("https://192.0.2.1:8443/dns-query")) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Reads_its_forms(string text, ResolverAddress expected)
    {
        Assert.True(ResolverAddress.TryParse(text, out var address));
        Assert.Equal(expected, address);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Reads_what_it_writes(string text, ResolverAddress expected)
    {
        Assert.True(ResolverAddress.TryParse(text, out var address));
        Assert.True(ResolverAddress.TryParse(address.ToString(), out var again));
        Assert.Equal(expected, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("192.0.2.1")]
    [InlineData("192.0.2.1:53")]
    [InlineData("udp://dns.example.org")]
    [InlineData("tls://dns.example.org")]
    [InlineData("udp://1")]
    [InlineData("udp://192.0.2.1:0")]
    [InlineData("udp://192.0.2.1:66000")]
    [InlineData("udp://192.0.2.1/path")]
    [InlineData("tcp://192.0.2.1#name")]
    [InlineData("tcp://user@192.0.2.1")]
    [InlineData("tls://192.0.2.1#192.0.2.1")]
    [InlineData("tls://192.0.2.1#no name")]
    [InlineData("https://user:secret@dns.example.org/")]
    [InlineData("https://dns.example.org/dns-query#x")]
    [InlineData("http://192.0.2.1/dns-query")]
    [InlineData("quic://192.0.2.1")]
    public void Refuses_all_others(string? text) => Assert.False(ResolverAddress.TryParse(text, out _));

    [Fact]
    public void The_certificate_is_for_the_name_or_else_the_address()
    {
        var server = new IPEndPoint(IPAddress.Parse("2001:db8::1"), 853);

        Assert.Equal("dns.example.org", new ResolverAddress.Tls(server, "dns.example.org").CertificateName);
        Assert.Equal("2001:db8::1", new ResolverAddress.Tls(server, null).CertificateName);
    }
}
