using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Names;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Dnssec;
using ToxMail.Tests.Names.Resolver.Servers;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Names;

/// <summary>Somebody between the node and an honest resolver of a signed world, who changes what he likes. He can hinder; he cannot make a proof.</summary>
public sealed class ForgedWorldTests(ForgedWorldTests.TwoWorlds worlds) : IClassFixture<ForgedWorldTests.TwoWorlds>
{
    private const string Name = "tarek@example.test";

    private static readonly DnsType[] _dnssec = [DnsType.RRSIG, DnsType.DS, DnsType.DNSKEY, DnsType.NSEC, DnsType.NSEC3];

    [Fact]
    public async Task Who_changes_nothing_hinders_nothing() => Assert.NotNull((await FindAsync(message => message)).Proof);

    [Fact]
    public async Task Another_Tox_ID_is_bogus() => Assert.Equal(NameFault.Bogus, (await MissAsync(WithOtherId)).Fault);

    [Fact]
    public async Task Text_without_its_signature_is_bogus() =>
        Assert.Equal(NameFault.Bogus, (await MissAsync(message => message.QuestionType is DnsType.TXT ? Without(WithOtherId(message), DnsType.RRSIG) : message)).Fault);

    [Fact]
    public async Task A_domain_is_not_made_unsigned_by_leaving_its_DS_out() =>
        Assert.Equal(NameFault.Bogus, (await MissAsync(message => message.QuestionType switch
        {
            DnsType.TXT => Without(WithOtherId(message), DnsType.RRSIG),
            DnsType.DS when message.QuestionName.Equals(DnsName.Parse("example.test")) => message with { Answers = [], Authorities = [] },
            _ => message,
        })).Fault);

    [Fact]
    public async Task Without_any_signature_a_forged_name_is_found_but_not_proved()
    {
        var found = await FindAsync(message => Without(WithOtherId(message), _dnssec));

        Assert.Equal(LookupDesk.OtherId, found.Id.ToString());
        Assert.Null(found.Proof);
    }

    [Fact]
    public async Task A_world_of_other_keys_is_bogus() => Assert.Equal(NameFault.Bogus, (await MissAsync(message => message, worlds.Other)).Fault);

    [Fact]
    public async Task What_the_resolver_holds_for_wrong_is_not_believed_without_a_proof()
    {
        var missed = await MissAsync(message => message.QuestionType is DnsType.TXT ? Without(message, DnsType.RRSIG) : message, name: "tarek@bogus.test");
        Assert.Equal(NameFault.Bogus, missed.Fault);

        missed = await MissAsync(message => message.Code is DnsRcode.ServerFailure ? message : Without(message, _dnssec), name: "tarek@bogus.test");
        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.True(missed.Later);
    }

    [Theory]
    [InlineData(400, "ran out")]
    [InlineData(-400, "holds from")]
    public async Task A_replayed_or_early_signature_is_bogus(int days, string words)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(days));

        var missed = await MissAsync(message => message, time: time);

        Assert.Equal(NameFault.Bogus, missed.Fault);
        Assert.Contains(words, missed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_aliases_end()
    {
        var questions = 0;
        await using var resolver = new ScriptedResolver(question =>
        {
            questions++;
            var name = Answers.Read(question).QuestionName;
            return Answers.Of(question, Answers.Cname(name.ToString(), $"a{questions}._tox.example.test"));
        });
        using var desk = Desk(resolver.Address, worlds.Own);

        Assert.IsType<NameAnswer.NotFound>(await desk.LookUpAsync(Name));
        Assert.InRange(questions, 1, 60);
    }

    [Fact]
    public async Task Kept_answers_do_not_outlive_a_change_of_keys()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var between = new ManInTheMiddle(worlds.Own.ResolverPort, message => WithTtl(message, message.QuestionType is DnsType.TXT ? 30u : 300u));
        using var desk = new LookupDesk(new NamesOptions { Resolver = between.Address, TrustAnchors = Anchors(worlds.Own, worlds.Other) }, time);
        Assert.NotNull((await desk.FindAsync(Name)).Proof);

        time.Advance(TimeSpan.FromSeconds(31));
        between.ResolverPort = worlds.Other.ResolverPort;

        Assert.NotNull((await desk.FindAsync(Name)).Proof);
    }

    [Fact]
    public async Task What_was_bogus_is_not_kept()
    {
        var forge = true;
        await using var between = new ManInTheMiddle(worlds.Own.ResolverPort, message => forge ? WithOtherId(message) : message);
        using var desk = Desk(between.Address, worlds.Own);

        Assert.Equal(NameFault.Bogus, (await desk.MissAsync(Name)).Fault);
        forge = false;
        Assert.NotNull((await desk.FindAsync(Name)).Proof);
    }

    [Fact]
    public async Task No_changed_bits_prove_another_Tox_ID()
    {
        var random = new Random(4);
        await using var between = new ManInTheMiddle(worlds.Own.ResolverPort, octets =>
        {
            if (random.Next(4) == 0)
            {
                octets[random.Next(12, octets.Length)] ^= (byte)(1 << random.Next(8));
            }

            return octets;
        });
        using var desk = Desk(between.Address, worlds.Own);
        var proved = 0;
        for (var i = 0; i < 500; i++)
        {
            if (await desk.LookUpAsync(Name, fresh: true) is NameAnswer.Found { Proof: not null } found)
            {
                Assert.Equal(SignedDnsWorld.TarekId, found.Id);
                proved++;
            }
        }

        Assert.InRange(proved, 20, 480);
    }

    private async Task<NameAnswer.Found> FindAsync(Func<DnsMessage, DnsMessage> change) => Assert.IsType<NameAnswer.Found>(await LookUpAsync(change, worlds.Own, Name, null));

    private async Task<NameAnswer.NotFound> MissAsync(Func<DnsMessage, DnsMessage> change, SignedDnsWorld? asked = null, string name = Name, TimeProvider? time = null) =>
        Assert.IsType<NameAnswer.NotFound>(await LookUpAsync(change, asked ?? worlds.Own, name, time));

    private async Task<NameAnswer> LookUpAsync(Func<DnsMessage, DnsMessage> change, SignedDnsWorld asked, string name, TimeProvider? time)
    {
        await using var between = new ManInTheMiddle(asked.ResolverPort, change);
        using var desk = new LookupDesk(new NamesOptions { Resolver = between.Address, TrustAnchors = Anchors(worlds.Own) }, time);
        return await desk.LookUpAsync(name);
    }

    private static LookupDesk Desk(ToxMail.Core.Names.Resolver.ResolverAddress resolver, SignedDnsWorld world) =>
        new(new NamesOptions { Resolver = resolver, TrustAnchors = Anchors(world) });

    private static TrustAnchors Anchors(params SignedDnsWorld[] trusted) =>
        TrustAnchors.TryParse(trusted.SelectMany(world => world.TrustAnchors), out var anchors, out var line) ? anchors : throw new FormatException(line);

    private static DnsMessage WithOtherId(DnsMessage message) => message with { Answers = [.. message.Answers.Select(WithOtherId)] };

    private static DnsRecord WithOtherId(DnsRecord record) => record.Type is DnsType.TXT && Encoding.Latin1.GetString(record.Data.Span).Contains(LookupDesk.Id, StringComparison.Ordinal)
        ? record with { Data = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(record.Data.Span).Replace(LookupDesk.Id, LookupDesk.OtherId, StringComparison.Ordinal)) }
        : record;

    private static DnsMessage Without(DnsMessage message, params DnsType[] types) => message with
    {
        Answers = [.. message.Answers.Where(record => !types.Contains(record.Type))],
        Authorities = [.. message.Authorities.Where(record => !types.Contains(record.Type))],
    };

    private static DnsMessage WithTtl(DnsMessage message, uint ttl) => message with { Answers = [.. message.Answers.Select(record => record with { Ttl = ttl })] };

    /// <summary>Two worlds of the same names and other keys.</summary>
    public sealed class TwoWorlds : IAsyncLifetime
    {
        public SignedDnsWorld Own { get; } = new();

        public SignedDnsWorld Other { get; } = new();

        public async ValueTask InitializeAsync() => await Task.WhenAll(Own.InitializeAsync().AsTask(), Other.InitializeAsync().AsTask());

        public async ValueTask DisposeAsync()
        {
            await Own.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
