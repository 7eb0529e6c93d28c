using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

public sealed class AnswerCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AnswerCache _cache;

    public AnswerCacheTests() => _cache = new AnswerCache(_time);

    [Theory]
    [InlineData(0u, 30)]
    [InlineData(30u, 30)]
    [InlineData(300u, 300)]
    [InlineData(3600u, 3600)]
    [InlineData(86_400u, 3600)]
    public void An_answer_is_kept_as_long_as_its_record_within_bounds(uint ttl, int seconds) =>
        AssertLives(Answer("a.test", Answers.Txt("a.test", ttl, "x")), seconds);

    [Fact]
    public void The_shortest_life_of_all_its_records_counts() =>
        AssertLives(Answer("a.test", Answers.Txt("a.test", 300, "x"), Answers.Txt("a.test", 60, "y")), 60);

    [Fact]
    public void An_alias_without_its_target_is_no_answer() => AssertLives(Answer("a.test", Answers.Cname("a.test", "b.test") with { Ttl = 3600 }), 60);

    [Theory]
    [InlineData(DnsRcode.NoError)]
    [InlineData(DnsRcode.NoSuchDomain)]
    public void That_there_is_nothing_is_kept_for_a_minute(object code) => AssertLives(Nothing("a.test", (DnsRcode)code), 60);

    [Theory]
    [InlineData(DnsRcode.ServerFailure)]
    [InlineData(DnsRcode.Refused)]
    public void A_failure_is_not_kept(object code)
    {
        _cache.Keep(Question("a.test"), Nothing("a.test", (DnsRcode)code));

        Assert.Equal(0, _cache.Count);
    }

    [Fact]
    public void A_huge_answer_is_not_kept()
    {
        _cache.Keep(Question("a.test"), Answer("a.test", Answers.Txt("a.test", 60, "x")) with { Octets = 20_000 });

        Assert.Equal(0, _cache.Count);
    }

    [Fact]
    public void What_one_server_said_is_not_taken_for_what_another_says()
    {
        var question = Question("a.test");
        _cache.Keep(question, Answer("a.test", Answers.Txt("a.test", 60, "x")));

        Assert.NotNull(_cache.Find(question));
        Assert.Null(_cache.Find(question with { Server = Server(54) }));
        Assert.Null(_cache.Find(question with { Type = DnsType.DS }));
        Assert.Null(_cache.Find(question with { Name = DnsName.Parse("b.test") }));
        Assert.Null(_cache.Find(question with { CheckingDisabled = true }));
    }

    [Fact]
    public void A_thousand_answers_are_kept_and_those_that_end_first_make_room()
    {
        for (var i = 0; i < 1500; i++)
        {
            _cache.Keep(Question($"a{i}.test"), Answer($"a{i}.test", Answers.Txt($"a{i}.test", (uint)(60 + i), "x")));
        }

        Assert.Equal(1000, _cache.Count);
        Assert.Null(_cache.Find(Question("a499.test")));
        Assert.NotNull(_cache.Find(Question("a500.test")));
    }

    [Fact]
    public void What_has_ended_makes_room_at_once()
    {
        for (var i = 0; i < 1000; i++)
        {
            _cache.Keep(Question($"a{i}.test"), Answer($"a{i}.test", Answers.Txt($"a{i}.test", 60, "x")));
        }

        _time.Advance(TimeSpan.FromSeconds(61));
        _cache.Keep(Question("b.test"), Answer("b.test", Answers.Txt("b.test", 60, "x")));

        Assert.Equal(1, _cache.Count);
    }

    private static CachedQuestion Question(string name) => new(Server(53), DnsName.Parse(name), DnsType.TXT, CheckingDisabled: false);

    private static ResolverAddress Server(ushort port) => ResolverAddress.TryParse($"tcp://127.0.0.1:{port}", out var address) ? address : throw new FormatException();

    private static ServerReply.Answer Answer(string name, params DnsRecord[] records) => Read(Answers.Of(Asked(name), records));

    private static ServerReply.Answer Nothing(string name, DnsRcode code) => Read(Answers.Nothing(Asked(name), code));

    private static byte[] Asked(string name) => DnsQuery.Write(1, DnsName.Parse(name), DnsType.TXT, paddingBlock: 0);

    private static ServerReply.Answer Read(byte[] octets) => new(Answers.Read(octets), octets.Length);

    private void AssertLives(ServerReply.Answer answer, int seconds)
    {
        _cache.Keep(Question("a.test"), answer);

        _time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Same(answer, _cache.Find(Question("a.test")));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_cache.Find(Question("a.test")));
    }
}
