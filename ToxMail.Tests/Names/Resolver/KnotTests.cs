using System.Net;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

public sealed class KnotTests
{
    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsap384sha384")]
    [InlineData("rsasha512")]
    public async Task A_name_that_knot_signed_is_proved(string algorithm)
    {
        await using var knot = await Knot.StartAsync(algorithm, $"tarek._tox IN TXT \"v=tox1;id={LookupDesk.Id}\"", TestContext.Current.CancellationToken);
        Assert.True(TrustAnchors.TryParse(knot.TrustAnchors, out var anchors, out var wrong), wrong);
        var resolver = new ResolverAddress.Tcp(new IPEndPoint(IPAddress.Loopback, knot.Port));
        using var desk = new LookupDesk(new NamesOptions { Resolver = resolver, TrustAnchors = anchors });

        var found = await desk.FindAsync("tarek@example.test");

        Assert.Equal(LookupDesk.Id, found.Id.ToString());
        Assert.Equal("example.test", found.Proof?.Zone);
    }
}
