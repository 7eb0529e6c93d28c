using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Mail between people who are never online at the same time and have a common friend.</summary>
public sealed class RelayedMailTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crosses_a_common_friend_and_so_does_its_receipt()
    {
        await using var graph = await RelayGraph.StartAsync(Cancelled, "alice-bob", "bob-sarah", "alice-sarah");
        await graph.OnlyAsync(Cancelled, "alice", "bob");
        var mail = TestMail.Create(graph["alice"], graph["sarah"], 2_000);
        await graph["alice"].SendAsync(mail, graph["sarah"], Cancelled);
        await graph.WaitForHeldAsync("bob", 1, Cancelled);
        Assert.Equal("Relayed", (await graph["alice"].Node.Api.OutboxAsync(Cancelled))[0].State);

        await graph.OnlyAsync(Cancelled, "bob");
        await graph.OnlyAsync(Cancelled, "bob", "sarah");
        await graph["sarah"].WaitForMailsAsync(1, RelayGraph.Timeout, Cancelled);
        Assert.Equal("relay", (await graph["sarah"].Node.Api.InboxAsync(Cancelled))[0].Via);
        Arrived.AssertEachOnce([mail], await graph["sarah"].EmptyMailboxAsync(Cancelled));

        // The receipt has come, and x has deleted the mail.
        await graph.WaitForReceiptsAsync("bob", 1, Cancelled);
        await graph.OnlyAsync(Cancelled, "bob");
        await graph.OnlyAsync(Cancelled, "alice", "bob");
        await graph.WaitForStateAsync("alice", "Delivered", Cancelled);
        Assert.Equal("relay", (await graph["alice"].Node.Api.OutboxAsync(Cancelled))[0].Via);

        // The receipt is deleted where it was, though she is killed before its x is due, and again before she meets the one who has it.
        await graph["alice"].Node.KillAsync(Cancelled);
        await graph.OnlyAsync(Cancelled, "alice");
        await graph.WaitForDeletionAsync("alice", 1, Cancelled);
        await graph["alice"].Node.KillAsync(Cancelled);
        await graph.OnlyAsync(Cancelled, "alice", "bob");
        await graph.WaitForDeletionAsync("bob", 2, Cancelled);
        await graph.CloseAsync();
    }
}
