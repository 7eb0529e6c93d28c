using System.Net;
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
    public async Task Finds_a_name_that_knot_signed(string algorithm)
    {
        await using var knot = await Knot.StartAsync(algorithm, $"tarek._tox IN TXT \"v=tox1;id={LookupDesk.Id}\"", TestContext.Current.CancellationToken);
        using var desk = new LookupDesk(new ResolverAddress.Tcp(new IPEndPoint(IPAddress.Loopback, knot.Port)));

        Assert.Equal(LookupDesk.Id, (await desk.FindAsync("tarek@example.test")).Id.ToString());
        Assert.NotEmpty(knot.TrustAnchors);
    }
}
