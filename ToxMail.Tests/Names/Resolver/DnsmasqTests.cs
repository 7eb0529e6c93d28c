using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

public sealed class DnsmasqTests
{
    private const string Id = "545325E0B0B85B29C26BF0B6448CE12DFE0CD8D432D48D20362878C63BA4A734018C37107090";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_names_that_nobody_signed()
    {
        await using var dnsmasq = await Dnsmasq.StartAsync(
            Cancelled,
            $"tarek._tox.example.test,v=tox1;id={Id};sign=u+u+sQ516e9VKJRMiubQiRrWiVN0Nt98dSbUtsHB==",
            $"split._tox.example.test,v=tox1;id={Id[..38]},{Id[38..]}",
            $"spaced._tox.example.test,v=tox1; id={Id}");
        using var lookup = new NameLookup(
            new NamesOptions { Resolver = new ResolverAddress.Tcp(new IPEndPoint(IPAddress.Loopback, dnsmasq.Port)) }, proxy: null, TimeProvider.System, NullLogger<NameLookup>.Instance);

        foreach (var user in (string[])["tarek", "Split", "spaced"])
        {
            var found = Assert.IsType<NameAnswer.Found>(await lookup.LookUpAsync(Name($"{user}@example.test"), fresh: false, Cancelled));
            Assert.Equal(Id, found.Id.ToString());
            Assert.Null(found.Proof);
            Assert.Equal(user == "tarek", found.HasRecordSignature);
        }

        Assert.Equal(NameFault.NoSuchName, Assert.IsType<NameAnswer.NotFound>(await lookup.LookUpAsync(Name("nobody@example.test"), fresh: false, Cancelled)).Fault);
    }

    private static MailAddress Name(string text) => MailAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);
}
