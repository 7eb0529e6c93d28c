using System.Net;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

public sealed class DnsmasqTests
{
    private const string Id = LookupDesk.Id;

    [Fact]
    public async Task Finds_names_that_nobody_signed()
    {
        await using var dnsmasq = await Dnsmasq.StartAsync(
            TestContext.Current.CancellationToken,
            $"tarek._tox.example.test,v=tox1;id={Id};sign=u+u+sQ516e9VKJRMiubQiRrWiVN0Nt98dSbUtsHB==",
            $"split._tox.example.test,v=tox1;id={Id[..38]},{Id[38..]}",
            $"spaced._tox.example.test,v=tox1; id={Id}");
        using var desk = new LookupDesk(new ResolverAddress.Tcp(new IPEndPoint(IPAddress.Loopback, dnsmasq.Port)));

        foreach (var user in (string[])["tarek", "Split", "spaced"])
        {
            var found = await desk.FindAsync($"{user}@example.test");
            Assert.Equal(Id, found.Id.ToString());
            Assert.Null(found.Proof);
            Assert.Equal(user == "tarek", found.HasRecordSignature);
        }

        Assert.Equal(NameFault.NoSuchName, (await desk.MissAsync("nobody@example.test")).Fault);
    }
}
