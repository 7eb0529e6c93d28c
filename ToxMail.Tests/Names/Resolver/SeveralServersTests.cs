using System.Net;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Names.Dns;
using ToxMail.Core.Names.Resolver;
using ToxMail.Tests.Names.Resolver.Servers;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Names.Resolver;

/// <summary>The servers that a system has, of which the second one's word counts only when the first is not there.</summary>
public sealed class SeveralServersTests
{
    private static readonly DnsName Name = DnsName.Parse("tarek._tox.example.test");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_one_is_asked_when_one_cannot_be_reached()
    {
        await using var second = new ScriptedResolver(question => Answers.Of(question));

        Assert.IsType<ServerReply.Answer>(await AskAsync(Closed(), Closed(), second.Address));
    }

    [Fact]
    public async Task No_other_one_is_asked_after_an_answer()
    {
        await AssertSecondIsLeftAloneAsync(question => Answers.Nothing(question, DnsRcode.NoSuchDomain));
        await AssertSecondIsLeftAloneAsync(question => Answers.Nothing(question, DnsRcode.ServerFailure));
        await AssertSecondIsLeftAloneAsync(question => Answers.Nothing(question, DnsRcode.Refused));
        await AssertSecondIsLeftAloneAsync(_ => new byte[40]);
        await AssertSecondIsLeftAloneAsync(_ => throw new IOException("Enough."));
    }

    [Fact]
    public async Task When_none_can_be_reached_the_last_is_named()
    {
        var last = Closed();

        var failed = Assert.IsType<ServerReply.Failed>(await AskAsync(Closed(), last));

        Assert.Contains($"{last} could not be reached", failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_fails_again_and_again_is_left_alone_for_a_while()
    {
        var time = new FakeTimeProvider();
        await using var resolver = new ScriptedResolver((_, _, _) => throw new IOException("Enough."));
        using var server = Server(resolver.Address, time);
        for (var i = 0; i < 6; i++)
        {
            await AskOnceAsync(server);
        }

        var failed = Assert.IsType<ServerReply.Failed>(await AskOnceAsync(server));
        Assert.Contains("left alone", failed.Why, StringComparison.Ordinal);
        Assert.Equal(6, resolver.Connections);

        time.Advance(TimeSpan.FromSeconds(16));
        await AskOnceAsync(server);
        Assert.Equal(7, resolver.Connections);
    }

    [Fact]
    public void The_servers_of_this_system_are_its_own()
    {
        var listed = File.ReadLines("/etc/resolv.conf")
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", ..])
            .Select(words => IPAddress.Parse(words[1]));

        Assert.Equal(listed.Distinct(), SystemServers.Find().Select(server => server.Address));
    }

    private static async Task AssertSecondIsLeftAloneAsync(Func<byte[], byte[]> answer)
    {
        await using var first = new ScriptedResolver(answer);
        await using var second = new ScriptedResolver(question => Answers.Of(question, Answers.Txt(Name.ToString(), 60, $"v=tox1;id={LookupDesk.OtherId}")));

        await AskAsync(first.Address, second.Address);

        Assert.NotEqual(0, first.Connections);
        Assert.Equal(0, second.Connections);
    }

    private static async Task<ServerReply> AskAsync(params ResolverAddress[] addresses)
    {
        var servers = addresses.Select(address => Server(address, new PatientTime())).ToList();
        await using var inquiry = new Inquiry(servers, new AnswerCache(TimeProvider.System), fresh: false, LookupPipelines.Again(TimeProvider.System));
        return await inquiry.AskAsync(Name, DnsType.TXT, Cancelled);
    }

    private static async Task<ServerReply> AskOnceAsync(ResolverServer server)
    {
        await using var dialogue = new ServerDialogue(server);
        return await dialogue.AskAsync(Name, DnsType.TXT, checkingDisabled: false, Cancelled);
    }

    private static ResolverServer Server(ResolverAddress address, TimeProvider time) =>
        new(address, new Dialer(null), new ResolverCertificate(null), LookupPatience.Direct, time);

    /// <summary>An address that nobody listens at.</summary>
    private static ResolverAddress.Tcp Closed() => new(new IPEndPoint(IPAddress.Loopback, PortPool.Take()));
}
