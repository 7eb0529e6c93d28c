using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

public sealed class TcpOnlyTests(TcpOnlyFixture pair) : IClassFixture<TcpOnlyFixture>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private MailUser Alice => pair.Circle.Users[0];

    private MailUser Bob => pair.Circle.Users[1];

    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    [InlineData(5_000_000)]
    public async Task Mail_arrives_byte_for_byte_through_a_relay_both_ways(int bodySize)
    {
        await pair.Circle.WaitUntilConnectedAsync(Cancelled);
        var mail = TestMail.Create(Alice, Bob, bodySize);
        var answer = TestMail.Create(Bob, Alice, bodySize);

        await Alice.SendAsync(mail, Bob, Cancelled);
        await Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        await Alice.WaitForOutboxAsync(Timeout, Cancelled);
        await Bob.SendAsync(answer, Alice, Cancelled);
        await Alice.WaitForMailsAsync(1, Timeout, Cancelled);

        Arrived.AssertEachOnce([mail], await Bob.EmptyMailboxAsync(Cancelled));
        Arrived.AssertEachOnce([answer], await Alice.EmptyMailboxAsync(Cancelled));
    }

    /// <summary>Without a pace the link is dead after some 5 MB each way, and every mail is offered anew when it is up again (<c>docs/decisions/0020</c>).</summary>
    [Fact]
    public async Task Large_mails_both_ways_at_once_do_not_kill_the_link()
    {
        await pair.Circle.WaitUntilConnectedAsync(Cancelled);
        List<TestMail> mails = [.. Enumerable.Range(0, 3).Select(_ => TestMail.CreateIncompressible(Alice, Bob, 4_000_000))];
        List<TestMail> answers = [.. Enumerable.Range(0, 3).Select(_ => TestMail.CreateIncompressible(Bob, Alice, 4_000_000))];
        foreach (var (mail, answer) in mails.Zip(answers))
        {
            await Task.WhenAll(Alice.SendAsync(mail, Bob, Cancelled), Bob.SendAsync(answer, Alice, Cancelled));
        }

        await Task.WhenAll(Alice.WaitForOutboxAsync(Timeout, Cancelled), Bob.WaitForOutboxAsync(Timeout, Cancelled));

        Arrived.AssertEachOnce(mails, await Bob.EmptyMailboxAsync(Cancelled));
        Arrived.AssertEachOnce(answers, await Alice.EmptyMailboxAsync(Cancelled));
        Assert.All(await Alice.Node.Api.OutboxAsync(Cancelled), static row => Assert.Equal(1, row.Attempts));
        Assert.All(await Bob.Node.Api.OutboxAsync(Cancelled), static row => Assert.Equal(1, row.Attempts));
    }

    [Fact]
    public async Task Nothing_goes_over_UDP()
    {
        await pair.Circle.WaitUntilConnectedAsync(Cancelled);
        var status = await Alice.Node.Api.StatusAsync(Cancelled);

        Assert.Equal(0, status.UdpPort);
        Assert.Equal("tcp", status.Connection);
    }

    [Fact]
    public async Task A_transfer_goes_on_after_the_network_was_cut()
    {
        await pair.Circle.WaitUntilConnectedAsync(Cancelled);
        var mail = TestMail.Create(Alice, Bob, 12_000_000);
        await Alice.SendAsync(mail, Bob, Cancelled);
        await Wait.UntilAsync(
            async () => (await Alice.Node.Api.OutboxAsync(Cancelled))[0].SentBytes > 1_000_000,
            Timeout,
            () => $"a transfer to be under way\n{Alice.Node.Tail()}\n{Bob.Node.Tail()}",
            Cancelled);
        await pair.Circle.Network.KillRelayAsync(Cancelled);
        await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(40), Cancelled);

        await pair.Circle.Network.StartRelayAsync(Cancelled);

        await Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        await Alice.WaitForOutboxAsync(Timeout, Cancelled);
        Arrived.AssertEachOnce([mail], await Bob.EmptyMailboxAsync(Cancelled));
    }
}
