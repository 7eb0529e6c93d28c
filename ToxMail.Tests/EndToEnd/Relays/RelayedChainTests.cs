using System.Text;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Mail between people who are never online at the same time and have no common friend.</summary>
public sealed class RelayedChainTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crosses_friends_of_friends_who_are_killed_on_the_way_whole_and_in_parts()
    {
        await using var graph = await RelayGraph.StartAsync(Cancelled, "alice-bob", "bob-carol", "carol-sarah", "alice-sarah");
        await graph.OnlyAsync(Cancelled, "alice", "bob");
        var small = TestMail.Create(graph["alice"], graph["sarah"], 10_000);
        var large = TestMail.CreateIncompressible(graph["alice"], graph["sarah"], 150_000);
        var secret = TestMail.Create(graph["alice"], graph["sarah"], 100);
        await graph["alice"].SendAsync(small, graph["sarah"], Cancelled);
        await graph["alice"].SendAsync(large, graph["sarah"], Cancelled);
        await graph["alice"].SendAsync([.. Encoding.ASCII.GetBytes("X-ToxMail-Relay: no\r\n"), .. secret.Bytes], [graph["sarah"].Address], Cancelled);
        await graph.WaitForHeldAsync("bob", 4, Cancelled);
        Assert.Equal(["AwaitingPeer", "Relayed", "Relayed"], (await graph["alice"].Node.Api.OutboxAsync(Cancelled)).Select(static row => row.State));

        await graph["bob"].Node.KillAsync(Cancelled);
        var carried = await StoppedRelay.EnvelopesOfAsync(graph["bob"].Node.DataDirectory, Cancelled);
        Assert.Equal(4, carried.Count);
        await graph.OnlyAsync(Cancelled, "bob", "carol");
        await graph.WaitForHeldAsync("carol", 4, Cancelled);
        await graph["carol"].Node.KillAsync(Cancelled);
        await graph.OnlyAsync(Cancelled, "carol", "sarah");
        await graph["sarah"].WaitForMailsAsync(2, RelayGraph.Timeout, Cancelled);

        // Direct delivery finds that the recipient has two of them, brings the third, and takes the copies back.
        await graph.OnlyAsync(Cancelled, "alice", "sarah", "bob");
        await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, Cancelled);
        Arrived.AssertEachOnce([small, large, secret], await graph["sarah"].EmptyMailboxAsync(Cancelled));

        // Sarah's receipt goes by Bob too, sooner or later, and is deleted as well.
        await graph.WaitForDeletionAsync("bob", 4, Cancelled);
        await graph["bob"].Node.KillAsync(Cancelled);
        Assert.Superset(carried, await StoppedRelay.DeletedByAsync(graph["bob"].Node.DataDirectory, Cancelled));
        await graph.CloseAsync();
    }
}
