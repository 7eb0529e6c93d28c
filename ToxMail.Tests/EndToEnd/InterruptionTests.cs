using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Whatever stops a transfer, the mail arrives once, whole. Every test leaves both nodes running and online.</summary>
public sealed class InterruptionTests(PairFixture pair) : IClassFixture<PairFixture>, IAsyncLifetime
{
    private const int LargeBody = 30_000_000;
    private const long WellUnderWay = 3_000_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private MailUser Alice => pair.Alice;

    private MailUser Bob => pair.Bob;

    public async ValueTask InitializeAsync() => await pair.Circle.WaitUntilConnectedAsync(Cancelled);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Mail_waits_for_a_recipient_who_is_offline()
    {
        await Bob.Node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        TestMail[] mails = [TestMail.Create(Alice, Bob, 10), TestMail.Create(Alice, Bob, 5_000), TestMail.Create(Alice, Bob, 500_000)];
        foreach (var mail in mails)
        {
            await Alice.SendAsync(mail, Bob, Cancelled);
        }

        await Bob.StartAsync(Cancelled);

        await AssertArriveOnceAsync(mails);
    }

    [Fact]
    public async Task Mail_survives_its_sender_stopping_before_it_is_sent()
    {
        await Bob.Node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        var mail = TestMail.Create(Alice, Bob, 100_000);
        await Alice.SendAsync(mail, Bob, Cancelled);
        await Alice.Node.StopAsync(NodeProcess.StopTimeout, Cancelled);

        await Task.WhenAll(Alice.StartAsync(Cancelled), Bob.StartAsync(Cancelled));

        await AssertArriveOnceAsync(mail);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_transfer_goes_on_where_it_was_when_a_side_was_killed(bool killSender, bool killRecipient)
    {
        var mail = await SendUntilUnderWayAsync();
        var attempts = (await CurrentAsync())!.Attempts;
        MailUser[] victims = [.. killSender ? new[] { Alice } : [], .. killRecipient ? new[] { Bob } : []];
        await Task.WhenAll(victims.Select(victim => victim.Node.KillAsync(Cancelled)));
        var held = HeldByBob();
        Assert.True(held >= WellUnderWay / 2, $"Only {held} octets were on the recipient's disk.");

        await Task.WhenAll(victims.Select(victim => victim.StartAsync(Cancelled)));

        await AssertGoesOnAsync(attempts, held);
        await AssertArriveOnceAsync(mail);
    }

    [Fact]
    public async Task A_node_told_to_end_in_the_middle_of_a_transfer_does_so_at_once_and_loses_nothing()
    {
        var mail = await SendUntilUnderWayAsync();

        Assert.Equal(0, await Alice.Node.StopAsync(NodeProcess.StopTimeout, Cancelled));
        Assert.Equal(0, await Bob.Node.StopAsync(NodeProcess.StopTimeout, Cancelled));

        await Task.WhenAll(Alice.StartAsync(Cancelled), Bob.StartAsync(Cancelled));
        await AssertArriveOnceAsync(mail);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_machine_that_slept_in_the_middle_of_a_transfer_goes_on_when_it_wakes(bool senderSleeps)
    {
        var mail = await SendUntilUnderWayAsync();
        var sleeper = senderSleeps ? Alice.Node : Bob.Node;
        sleeper.Freeze();

        // The other side takes about 28 s to notice; for the sleeper the clock has jumped.
        await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(40), Cancelled);
        sleeper.Thaw();

        await AssertArriveOnceAsync(mail);
    }

    private async Task<TestMail> SendUntilUnderWayAsync()
    {
        var mail = TestMail.Create(Alice, Bob, LargeBody);
        await Alice.SendAsync(mail, Bob, Cancelled);
        await Wait.UntilAsync(
            async () => (await CurrentAsync()) is { SentBytes: >= WellUnderWay },
            Timeout,
            () => $"a transfer to be under way\n{Alice.Node.Tail()}\n{Bob.Node.Tail()}",
            Cancelled);
        return mail;
    }

    /// <summary>Waits for the first octets of a new attempt. Neither its count nor the recipient's part may be less than before, until the mail is whole and its part removed.</summary>
    private async Task AssertGoesOnAsync(int attempts, long held)
    {
        var row = await Wait.ForAsync(
            async () =>
            {
                var least = HeldByBob();
                var current = await CurrentAsync();
                Assert.True(least == 0 || least >= held, $"Of {held} octets the recipient has {least} left.");
                return current is { IsFinal: true } || (current?.Attempts > attempts && current.SentBytes > 0) ? current : null;
            },
            Timeout,
            () => $"the transfer to go on\n{Alice.Node.Tail()}\n{Bob.Node.Tail()}",
            Cancelled);
        Assert.True(row.Attempts > attempts, "No new attempt was needed.");
        Assert.True(row.IsFinal || row.SentBytes >= held, $"The transfer began again at octet {row.SentBytes}, not {held}.");
    }

    /// <summary>Octets of mails that are not whole yet on the recipient's disk.</summary>
    private long HeldByBob()
    {
        var folder = new DirectoryInfo(Path.Combine(Bob.Node.DataDirectory, "spool", "incoming"));
        return folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
    }

    /// <summary>The newest mail's row.</summary>
    private async Task<OutboxView?> CurrentAsync() => (await Alice.Node.Api.OutboxAsync(Cancelled))[0];

    private async Task AssertArriveOnceAsync(params TestMail[] mails)
    {
        await Bob.WaitForMailsAsync(mails.Length, Timeout, Cancelled);
        var rows = await Alice.WaitForOutboxAsync(Timeout, Cancelled);
        Assert.All(rows, row => Assert.Equal("Delivered", row.State));
        Arrived.AssertEachOnce(mails, await Bob.EmptyMailboxAsync(Cancelled));
        Assert.Empty(await Alice.EmptyMailboxAsync(Cancelled));
    }
}
