using ToxMail.Core.Tox;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class ToxProxyTests
{
    [Theory]
    [InlineData("socks5://127.0.0.1:9050", ToxProxyKind.Socks5, "127.0.0.1", 9050)]
    [InlineData("http://localhost:3128", ToxProxyKind.Http, "127.0.0.1", 3128)]
    [InlineData("socks5://[::1]:9050", ToxProxyKind.Socks5, "::1", 9050)]
    public void Reads_its_two_forms(string text, ToxProxyKind kind, string host, int port) =>
        Assert.Equal(new ToxProxy(kind, host, (ushort)port), ToxProxy.From(new Uri(text)));

    [Theory]
    [InlineData("socks4://127.0.0.1:9050")]
    [InlineData("socks5://127.0.0.1")]
    [InlineData("socks5://user:secret@127.0.0.1:9050")]
    [InlineData("http://127.0.0.1:3128/path")]
    [InlineData("socks5://proxy.example:9050")]
    public void Refuses_all_others(string text) => Assert.Throws<FormatException>(() => ToxProxy.From(new Uri(text)));
}
