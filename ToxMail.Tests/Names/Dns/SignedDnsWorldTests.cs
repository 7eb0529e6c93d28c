using System.Text;
using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Names.Dns;

/// <summary>The world that other tests rely on is what it says, in the eyes of a validating resolver.</summary>
public sealed class SignedDnsWorldTests(SignedDnsWorld world) : IClassFixture<SignedDnsWorld>
{
    [Theory]
    [InlineData("tarek._tox.example.test", (int)DnsRcode.NoError, true)]
    [InlineData("bob._tox.example.test", (int)DnsRcode.NoError, true)]
    [InlineData("split._tox.example.test", (int)DnsRcode.NoError, true)]
    [InlineData("alias._tox.example.test", (int)DnsRcode.NoError, true)]
    [InlineData("out._tox.example.test", (int)DnsRcode.NoError, false)]
    [InlineData("lost._tox.example.test", (int)DnsRcode.NoSuchDomain, true)]
    [InlineData("nobody._tox.example.test", (int)DnsRcode.NoSuchDomain, true)]
    [InlineData("x.wild.example.test", (int)DnsRcode.NoError, true)]
    [InlineData("tarek._tox.plain.test", (int)DnsRcode.NoError, false)]
    [InlineData("tarek._tox.bogus.test", (int)DnsRcode.ServerFailure, false)]
    public async Task A_name_is_judged_as_it_should_be(string name, int code, bool proved)
    {
        var answer = await DnsAsker.AskCheckedAsync(world.ResolverPort, DnsName.Parse(name), DnsType.TXT, TestContext.Current.CancellationToken);
        Assert.Equal((code, proved), ((int)answer.Code, answer.Authenticated));
    }

    [Theory]
    [InlineData("tarek._tox.example.test", DelvVerdict.Proved)]
    [InlineData("bob._tox.example.test", DelvVerdict.Proved)]
    [InlineData("split._tox.example.test", DelvVerdict.Proved)]
    [InlineData("alias._tox.example.test", DelvVerdict.Proved)]
    [InlineData("nobody._tox.example.test", DelvVerdict.Absent)]
    [InlineData("x.wild.example.test", DelvVerdict.Proved)]
    [InlineData("out._tox.example.test", DelvVerdict.Insecure)]
    [InlineData("tarek._tox.plain.test", DelvVerdict.Insecure)]
    [InlineData("tarek._tox.bogus.test", DelvVerdict.Bogus)]
    public async Task Delv_judges_a_name_the_same(string name, DelvVerdict expected)
    {
        using var delv = new Delv(world.ResolverPort, world.TrustAnchors[0]);
        Assert.Equal(expected, await delv.AskAsync(DnsName.Parse(name), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_change_is_served_when_it_is_done()
    {
        const string name = "carol._tox.example.test";
        var cancellationToken = TestContext.Current.CancellationToken;
        Assert.Equal(DnsRcode.NoSuchDomain, (await AskAsync(name)).Code);
        await world.PublishAsync(name, ["first", new string('x', 300)], cancellationToken);
        Assert.Equal((true, 2), await ReadAsync(name));
        await world.PublishAsync(name, [], cancellationToken);
        Assert.Equal(DnsRcode.NoSuchDomain, (await AskAsync(name)).Code);
    }

    [Theory]
    [InlineData(ZoneState.Stripped)]
    [InlineData(ZoneState.Forged)]
    public async Task A_zone_that_is_tampered_with_fails_and_is_well_again(ZoneState state)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await world.ServeAsync("example.test", state, cancellationToken);
        Assert.Equal(DnsRcode.ServerFailure, (await AskAsync("tarek._tox.example.test")).Code);
        await world.ServeAsync("example.test", ZoneState.Secure, cancellationToken);
        Assert.Equal((true, 1), await ReadAsync("tarek._tox.example.test"));
    }

    [Fact]
    public async Task Another_resolver_serves_the_same_world()
    {
        var port = await world.StartResolverAsync(" minimal-responses: no\n", TestContext.Current.CancellationToken);
        var answer = await DnsAsker.AskCheckedAsync(port, DnsName.Parse("bob._tox.example.test"), DnsType.TXT, TestContext.Current.CancellationToken);
        Assert.Contains($"{SignedDnsWorld.BobId}", Encoding.ASCII.GetString(answer.Answers[0].Data.Span), StringComparison.Ordinal);
    }

    private async Task<(bool Proved, int Texts)> ReadAsync(string name)
    {
        var answer = await AskAsync(name);
        return (answer.Authenticated, answer.Answers.Count(static record => record.Type is DnsType.TXT));
    }

    private Task<DnsMessage> AskAsync(string name) =>
        DnsAsker.AskCheckedAsync(world.ResolverPort, DnsName.Parse(name), DnsType.TXT, TestContext.Current.CancellationToken);
}
