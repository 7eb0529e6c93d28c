using System.Text;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>The names of the signed world, through its resolver; <c>SignedDnsWorldTests</c> shows that unbound holds the same.</summary>
public sealed class SignedWorldChainTests(SignedDnsWorld world) : IClassFixture<SignedDnsWorld>
{
    [Theory]
    [InlineData("tarek._tox.example.test", nameof(ChainVerdict.Proved), 6)]
    [InlineData("bob._tox.example.test", nameof(ChainVerdict.Proved), 6)]
    [InlineData("split._tox.example.test", nameof(ChainVerdict.Proved), 6)]
    [InlineData("alias._tox.example.test", nameof(ChainVerdict.Proved), 7)]
    [InlineData("x.wild.example.test", nameof(ChainVerdict.Proved), 6)]
    [InlineData("out._tox.example.test", nameof(ChainVerdict.Unsigned), null)]
    [InlineData("lost._tox.example.test", nameof(ChainVerdict.Absent), null)]
    [InlineData("nobody._tox.example.test", nameof(ChainVerdict.Absent), 1)]
    [InlineData("tarek._tox.plain.test", nameof(ChainVerdict.Unsigned), null)]
    [InlineData("tarek._tox.bogus.test", nameof(ChainVerdict.Bogus), null)]
    public async Task A_name_is_judged_as_unbound_judges_it(string name, string expected, int? questions)
    {
        var (verdict, bag) = await ExamineAsync(name);
        Assert.Equal(expected, verdict.GetType().Name);
        Assert.Equal(questions ?? bag.Count, bag.Count);
    }

    [Fact]
    public async Task What_is_proved_is_the_record_and_the_chain_proves_it_again()
    {
        var (verdict, _) = await ExamineAsync("tarek._tox.example.test");
        var proved = Assert.IsType<ChainVerdict.Proved>(verdict);
        Assert.Contains($"{SignedDnsWorld.TarekId}", Encoding.ASCII.GetString(Assert.Single(proved.Records).Data.Span), StringComparison.Ordinal);
        Assert.Equal("example.test", proved.Zone.ToString());
        Assert.InRange(proved.ValidUntil, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(150));
        Assert.InRange(proved.Chain.Length, 1_000, 3_100);

        var again = ChainProof.Check(proved.Chain, DnsName.Parse("tarek._tox.example.test"), DnsType.TXT, Anchors, Now);
        Assert.Equal(proved.Chain.ToArray(), Assert.IsType<ChainVerdict.Proved>(again).Chain.ToArray());
        Assert.IsNotType<ChainVerdict.Proved>(ChainProof.Check(proved.Chain, DnsName.Parse("bob._tox.example.test"), DnsType.TXT, Anchors, Now));
        Assert.IsNotType<ChainVerdict.Proved>(ChainProof.Check(proved.Chain, DnsName.Parse("tarek._tox.example.test"), DnsType.TXT, TrustAnchors.Root, Now));
        Assert.IsNotType<ChainVerdict.Proved>(ChainProof.Check(proved.Chain, DnsName.Parse("tarek._tox.example.test"), DnsType.TXT, Anchors, proved.ValidUntil.AddSeconds(1)));
    }

    [Theory]
    [InlineData("alias._tox.example.test")]
    [InlineData("x.wild.example.test")]
    public async Task A_chain_over_an_alias_or_a_wildcard_proves_it_again(string name)
    {
        var (verdict, _) = await ExamineAsync(name);
        var proved = Assert.IsType<ChainVerdict.Proved>(verdict);
        Assert.IsType<ChainVerdict.Proved>(ChainProof.Check(proved.Chain, DnsName.Parse(name), DnsType.TXT, Anchors, Now));
    }

    [Fact]
    public async Task A_zone_that_loses_its_signatures_is_bogus_and_not_unsigned()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await world.ServeAsync("example.test", ZoneState.Stripped, cancellationToken);
        var (verdict, _) = await ExamineAsync("tarek._tox.example.test");
        await world.ServeAsync("example.test", ZoneState.Secure, cancellationToken);
        Assert.IsType<ChainVerdict.Bogus>(verdict);
    }

    [Fact]
    public async Task A_resolver_that_leaves_signatures_out_proves_nothing_and_shows_nothing_wrong()
    {
        var name = DnsName.Parse("tarek._tox.example.test");
        var (_, full) = await ExamineAsync("tarek._tox.example.test");
        var bag = new RecordBag();
        foreach (var (question, type) in (ReadOnlySpan<(DnsName, DnsType)>)[(name, DnsType.TXT), (DnsName.Root, DnsType.DNSKEY)])
        {
            bag.Add(question, type, [.. full.Find(question, type)!.Answers.Where(static record => record.Type is not DnsType.RRSIG)], []);
        }

        var unsigned = Assert.IsType<ChainVerdict.Unsigned>(ChainValidator.Examine(name, DnsType.TXT, bag, Anchors, Now));
        Assert.Single(unsigned.Records);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private TrustAnchors Anchors => TrustAnchors.TryParse(world.TrustAnchors, out var anchors, out var wrong) ? anchors : throw new FormatException(wrong);

    private Task<(ChainVerdict Verdict, RecordBag Bag)> ExamineAsync(string name) =>
        ChainAsker.ExamineAsync(world.ResolverPort, DnsName.Parse(name), DnsType.TXT, Anchors, Now, TestContext.Current.CancellationToken);
}
