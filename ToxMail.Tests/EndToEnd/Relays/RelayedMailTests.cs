using System.Text;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Mail between people who are never online at the same time.</summary>
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
        await graph.CloseAsync();
    }

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
        await graph.OnlyAsync(Cancelled, "bob", "carol");
        await graph.WaitForHeldAsync("carol", 4, Cancelled);
        await graph["carol"].Node.KillAsync(Cancelled);
        await graph.OnlyAsync(Cancelled, "carol", "sarah");
        await graph["sarah"].WaitForMailsAsync(2, RelayGraph.Timeout, Cancelled);

        // Direct delivery finds that the recipient has two of them, brings the third, and takes the copies back.
        await graph.OnlyAsync(Cancelled, "alice", "sarah", "bob");
        await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, Cancelled);
        Arrived.AssertEachOnce([small, large, secret], await graph["sarah"].EmptyMailboxAsync(Cancelled));
        await graph.WaitForDeletionAsync("bob", 4, Cancelled);
        await graph.CloseAsync();
    }

    [Fact]
    public async Task Crosses_a_store_node_that_is_everybodys_contact()
    {
        var store = new Dictionary<string, string> { ["Relay:Mode"] = "Store" };
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["store"] = store };
        await using var graph = await RelayGraph.StartAsync(settings, Cancelled, "alice-store", "sarah-store", "alice-sarah");
        await graph.MarkStoreAsync("alice", "store", Cancelled);
        await graph.OnlyAsync(Cancelled, "alice", "store");
        List<TestMail> mails = [.. Enumerable.Range(0, 5).Select(_ => TestMail.Create(graph["alice"], graph["sarah"], 3_000))];
        foreach (var mail in mails)
        {
            await graph["alice"].SendAsync(mail, graph["sarah"], Cancelled);
        }

        await graph.WaitForHeldAsync("store", 5, Cancelled);
        await graph.OnlyAsync(Cancelled, "store", "sarah");

        // A contact that is no store node of hers learns nothing by offering her mail to her alone; one that she marks is read from the beginning at once.
        await graph["sarah"].WaitForContactAsync(graph["store"], RelayGraph.Timeout, Cancelled);
        await Wait.ForSomeTimeAsync(RelayGraph.Settled, Cancelled);
        Assert.Equal(0, await graph["sarah"].CountMailsAsync(Cancelled));
        await graph.MarkStoreAsync("sarah", "store", Cancelled);
        await graph["sarah"].WaitForMailsAsync(5, RelayGraph.Timeout, Cancelled);
        Arrived.AssertEachOnce(mails, await graph["sarah"].EmptyMailboxAsync(Cancelled));
        await graph.WaitForReceiptsAsync("store", 5, Cancelled);
        await graph.OnlyAsync(Cancelled, "store");
        await graph.OnlyAsync(Cancelled, "store", "alice");
        await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, Cancelled);
        await graph.CloseAsync();
    }
}
