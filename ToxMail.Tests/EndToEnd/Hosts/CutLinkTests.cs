using ToxMail.Tests.Support.Hosts;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Hosts;

/// <summary>A cable that is pulled under a mail, with UDP between two computers.</summary>
public sealed class CutLinkTests
{
    private const int LargeBody = 20_000_000;
    private const long WellUnderWay = 6_000_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public Task A_transfer_goes_on_where_it_was_when_the_cable_is_back() => OwnNetwork.RunAsync(async ct =>
    {
        await using var hosts = await TwoHosts.StartAsync("10.9.0.1/24", "10.9.0.2/24", ct);
        await hosts.WaitForUdpAsync(ct);
        var mail = TestMail.Create(hosts.Alice, hosts.Bob, LargeBody);
        await hosts.Alice.SendAsync(mail, hosts.Bob, ct);
        await Wait.UntilAsync(async () => (await RowAsync(hosts, ct)).SentBytes >= WellUnderWay, Timeout, hosts.Alice.Node.Tail, ct);

        // Both sides take about 28 s to find out.
        await hosts.BobsHost.UnplugAsync(ct);
        await Wait.UntilAsync(async () => await hosts.LinkAsync(ct) == "none", Timeout, hosts.Alice.Node.Tail, ct);
        var before = await RowAsync(hosts, ct);
        var held = Held(hosts.Bob);
        await hosts.BobsHost.PlugAsync(ct);

        Assert.Equal("AwaitingPeer", before.State);
        Assert.True(held >= WellUnderWay / 2, $"Only {held} octets had arrived.");
        await Wait.UntilAsync(
            async () =>
            {
                // Until it is whole and its part is removed, Bob has no octet less than before.
                var least = Held(hosts.Bob);
                Assert.True(least == 0 || least >= held, $"Of {held} octets Bob has {least} left.");
                return await RowAsync(hosts, ct) is { IsFinal: true } row && row.Attempts > before.Attempts;
            },
            Timeout,
            () => $"the transfer to go on\n{hosts.Alice.Node.Tail()}\n{hosts.Bob.Node.Tail()}",
            ct);
        await hosts.Bob.WaitForMailsAsync(1, Timeout, ct);
        await hosts.Alice.WaitForOutboxAsync(Timeout, ct);
        Arrived.AssertEachOnce([mail], await hosts.Bob.EmptyMailboxAsync(ct));
        await hosts.CloseAsync(ct);
    });

    private static async Task<OutboxView> RowAsync(TwoHosts hosts, CancellationToken ct) => (await hosts.Alice.Node.Api.OutboxAsync(ct))[0];

    private static long Held(MailUser user) =>
        new DirectoryInfo(Path.Combine(user.Node.DataDirectory, "spool", "incoming")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
}
