using ToxMail.Core.Names;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using Xunit;

namespace ToxMail.Tests.Names;

public sealed class AbsentNameTests
{
    private const string Name = "nobody@mail.example.test";

    [Theory]
    [InlineData("mail.example.test", NameFault.NoSuchName, 1)]
    [InlineData("nobody._tox.mail.example.test", NameFault.NoSuchName, 1)]
    [InlineData("example.test", NameFault.NoSuchDomain, 2)]
    [InlineData("test", NameFault.NoSuchDomain, 2)]
    public async Task A_missing_domain_is_told_from_a_missing_name(string zone, NameFault fault, int questions)
    {
        await using var resolver = new ScriptedResolver(question => Answers.Nothing(question, DnsRcode.NoSuchDomain, Answers.Soa(zone)));
        using var desk = new LookupDesk(resolver.Address);

        var missed = await desk.MissAsync(Name);

        Assert.Equal(fault, missed.Fault);
        Assert.False(missed.Later);
        Assert.Equal(questions, resolver.Questions.Count);
    }

    [Fact]
    public async Task A_domain_below_its_zone_may_be_there()
    {
        await using var resolver = new ScriptedResolver(question => Answers.Nothing(
            question, Answers.Read(question).QuestionType is DnsType.SOA ? DnsRcode.NoError : DnsRcode.NoSuchDomain, Answers.Soa("example.test")));
        using var desk = new LookupDesk(resolver.Address);

        Assert.Equal(NameFault.NoSuchName, (await desk.MissAsync(Name)).Fault);
    }

    [Fact]
    public async Task A_name_without_text_has_no_id()
    {
        await using var resolver = new ScriptedResolver(question => Answers.Nothing(question, DnsRcode.NoError));
        using var desk = new LookupDesk(resolver.Address);

        Assert.Equal(NameFault.NoSuchName, (await desk.MissAsync(Name)).Fault);
    }

    [Fact]
    public async Task Where_names_are_switched_off_what_is_known_of_them_stays()
    {
        using var desk = new LookupDesk(new ResolverAddress.None());

        var missed = await desk.MissAsync(Name);

        Assert.Equal((NameFault.SwitchedOff, true), (missed.Fault, missed.Later));
    }

    [Fact]
    public async Task What_is_no_name_is_not_asked_for()
    {
        await using var resolver = new ScriptedResolver(question => Answers.Nothing(question, DnsRcode.NoError));
        using var desk = new LookupDesk(resolver.Address);

        var missed = await desk.MissAsync("tarek@hidden.onion");

        Assert.Equal(NameFault.NotAName, missed.Fault);
        Assert.Equal(0, resolver.Connections);
    }

    [Theory]
    [InlineData(DnsRcode.Refused)]
    [InlineData(DnsRcode.NotImplemented)]
    [InlineData(DnsRcode.FormatError)]
    public async Task A_refusal_says_nothing_of_the_name(object code)
    {
        await using var resolver = new ScriptedResolver(question => Answers.Nothing(question, (DnsRcode)code));
        using var desk = new LookupDesk(resolver.Address);

        var missed = await desk.MissAsync(Name);

        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.True(missed.Later);
        Assert.Single(resolver.Questions);
    }

    [Fact]
    public async Task After_a_server_failure_the_resolver_is_asked_not_to_check()
    {
        const byte checkingDisabled = 0x10;
        await using var resolver = new ScriptedResolver(question => Answers.Nothing(question, DnsRcode.ServerFailure));
        using var desk = new LookupDesk(resolver.Address);

        var missed = await desk.MissAsync(Name);

        Assert.Equal(NameFault.ResolverFailed, missed.Fault);
        Assert.Equal([0, checkingDisabled], resolver.RawQuestions.Select(question => question[3] & checkingDisabled));
    }
}
