using System.Collections.Concurrent;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Names.Dnssec;

/// <summary>Our validator, unbound and delv (BIND) say the same of every generated zone.</summary>
public sealed class OracleTests(GeneratedDnsWorld world) : IClassFixture<GeneratedDnsWorld>
{
    private const int AtOnce = 4;

    /// <summary>unbound takes signatures by a revoked key, which RFC 5011 2.1 forbids.</summary>
    private const string UnboundDiffers = "revoked-";

    /// <summary>BIND gives up after the first key of several with the same tag, as its defence against KeyTrap, and so depends on their order.</summary>
    private const string DelvDiffers = "key-twins-";

    [Fact]
    public void There_are_enough_zones() => Assert.InRange(world.Questions.Count, 300, 1000);

    [Fact]
    public async Task We_judge_every_zone_as_we_should()
    {
        Assert.True(TrustAnchors.TryParse([world.TrustAnchor], out var anchors, out _));
        await AssertAllAsync(except: null, async (name, cancellationToken) =>
        {
            var (verdict, _) = await ChainAsker.ExamineAsync(world.ResolverPort, name, DnsType.TXT, anchors, TimeProvider.System.GetUtcNow(), cancellationToken);
            return verdict switch
            {
                ChainVerdict.Proved => Outcome.Proved.ToString(),
                ChainVerdict.Unsigned => Outcome.Insecure.ToString(),
                ChainVerdict.Bogus => Outcome.Bogus.ToString(),
                _ => $"{verdict}",
            };
        });
    }

    [Fact]
    public Task Unbound_judges_the_same() => AssertAllAsync(UnboundDiffers, async (name, cancellationToken) =>
    {
        var answer = await DnsAsker.AskCheckedAsync(world.ResolverPort, name, DnsType.TXT, cancellationToken);
        return answer switch
        {
            { Code: DnsRcode.NoError, Authenticated: true } => Outcome.Proved.ToString(),
            { Code: DnsRcode.NoError } => Outcome.Insecure.ToString(),
            { Code: DnsRcode.ServerFailure } => Outcome.Bogus.ToString(),
            _ => $"{answer.Code}",
        };
    });

    [Fact]
    public async Task Delv_judges_the_same()
    {
        using var delv = new Delv(world.ResolverPort, world.TrustAnchor);
        await AssertAllAsync(DelvDiffers, async (name, cancellationToken) => $"{await delv.AskAsync(name, cancellationToken)}");
    }

    private async Task AssertAllAsync(string? except, Func<DnsName, CancellationToken, ValueTask<string>> judge)
    {
        var wrong = new ConcurrentBag<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        var questions = world.Questions.Where(question => except is null || !question.Name.ToString().Contains(except, StringComparison.Ordinal));
        await Parallel.ForEachAsync(questions, options, async (question, cancellationToken) =>
        {
            var said = await judge(question.Name, cancellationToken);
            if (said != question.Expected.ToString())
            {
                wrong.Add($"{question.Name}: {said}, not {question.Expected}");
            }
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
    }
}
