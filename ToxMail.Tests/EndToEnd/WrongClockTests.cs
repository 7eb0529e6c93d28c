using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>A machine whose clock is set while its node runs.</summary>
public sealed class WrongClockTests
{
    private const int Day = 24;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_goes_on_whichever_way_the_clock_is_set()
    {
        using var clock = new FalseClock();
        await using var network = await ToxTestNetwork.StartAsync(tcpOnly: false, Cancelled);
        await using var alice = new MailUser("alice", network.NodeConfiguration(), clock.Surroundings);
        await using var bob = new MailUser("bob", network.NodeConfiguration());
        await Task.WhenAll(alice.StartAsync(Cancelled), bob.StartAsync(Cancelled));
        await NodeApi.EnsureAsync(await alice.Node.Api.AddContactAsync(bob.ToxId, "bob", "Hello", Cancelled), Cancelled);
        await NodeApi.EnsureAsync(await bob.Node.Api.AddContactAsync(alice.ToxId, "alice", "Hello", Cancelled), Cancelled);
        await alice.WaitForContactAsync(bob, MailCircle.ConnectTimeout, Cancelled);

        foreach (var hours in (int[])[3 * Day, -10 * Day])
        {
            await clock.SetAsync(hours, Cancelled);
            await AssertArriveAsync(alice, bob, await SendAsync(alice, bob));
        }

        // Set ahead while a mail waits, the clock brings its notice once; set back again, it holds nothing up.
        await bob.Node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        var first = await SendAsync(alice, bob);
        await clock.SetAsync(-9 * Day, Cancelled);
        var second = await SendAsync(alice, bob);
        Assert.Equal("delayed", (await NoticeMail.TakeAsync(alice, first, Timeout, Cancelled)).Action);
        await clock.SetAsync(-400 * Day, Cancelled);
        var third = await SendAsync(alice, bob);
        await bob.StartAsync(Cancelled);
        await AssertArriveAsync(alice, bob, first, second, third);

        Assert.All(await alice.Node.Api.OutboxAsync(Cancelled), row => Assert.Equal(("Delivered", 1), (row.State, row.Attempts)));
        Assert.Empty(await alice.EmptyMailboxAsync(Cancelled));
        Assert.Equal(0, await alice.Node.StopAsync(NodeProcess.StopTimeout, Cancelled));
        await alice.Node.AssertStoreIsSoundAsync();
    }

    private static async Task<TestMail> SendAsync(MailUser from, MailUser to)
    {
        var mail = TestMail.Create(from, to, 5_000);
        await from.SendAsync(mail, to, Cancelled);
        return mail;
    }

    private static async Task AssertArriveAsync(MailUser from, MailUser to, params TestMail[] mails)
    {
        await to.WaitForMailsAsync(mails.Length, Timeout, Cancelled);
        await from.WaitForOutboxAsync(Timeout, Cancelled);
        Arrived.AssertEachOnce(mails, await to.EmptyMailboxAsync(Cancelled));
    }
}
