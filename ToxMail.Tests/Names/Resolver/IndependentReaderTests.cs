using System.Net;
using DnsClient;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

/// <summary>DnsClient asks the same resolver and reads the same.</summary>
public sealed class IndependentReaderTests(SignedDnsWorld world) : IClassFixture<SignedDnsWorld>
{
    [Theory]
    [InlineData("tarek._tox.example.test")]
    [InlineData("split._tox.example.test")]
    [InlineData("alias._tox.example.test")]
    [InlineData("tarek._tox.wild.example.test")]
    [InlineData("tarek._tox.plain.test")]
    [InlineData("nobody._tox.example.test")]
    [InlineData("long._tox.plain.test")]
    public async Task Another_library_reads_the_same_texts(string name)
    {
        var cancelled = TestContext.Current.CancellationToken;
        await world.PublishAsync("long._tox.plain.test", ["", new string('x', 255), new string('y', 700)], cancelled);
        var client = new LookupClient(new LookupClientOptions(new IPEndPoint(IPAddress.Loopback, world.ResolverPort)) { UseTcpOnly = true, UseCache = false });

        var theirs = (await client.QueryAsync(name, QueryType.TXT, cancellationToken: cancelled)).Answers.TxtRecords().Select(record => string.Concat(record.Text));
        var ours = (await DnsAsker.AskAsync(world.ResolverPort, DnsName.Parse(name), DnsType.TXT, cancelled)).Answers
            .Where(record => record.Type is DnsType.TXT)
            .Select(record => TxtData.TextOf(record.Data.Span));

        Assert.Equal(theirs.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }
}
