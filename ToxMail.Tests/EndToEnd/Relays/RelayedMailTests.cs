using System.Text;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Mail between people who are never online at the same time.</summary>
[Long]
public sealed class RelayedMailTests(SideBySide tests) : IClassFixture<SideBySide>
{
    [Fact]
    public Task Crosses_a_common_friend_and_so_does_its_receipt() => RunAsync(CrossCommonFriendAsync);

    [Fact]
    public Task Crosses_friends_of_friends_who_are_killed_on_the_way_whole_and_in_parts() => RunAsync(CrossFriendsOfFriendsAsync);

    [Fact]
    public Task Crosses_a_store_node_that_is_everybodys_contact() => RunAsync(CrossStoreAsync);

    private Task RunAsync(Func<CancellationToken, Task> test) => tests.RunAsync(test, CrossCommonFriendAsync, CrossFriendsOfFriendsAsync, CrossStoreAsync);

    private static async Task CrossCommonFriendAsync(CancellationToken cancelled)
    {
        await using var graph = await RelayGraph.StartAsync(cancelled, "alice-bob", "bob-sarah", "alice-sarah");
        await graph.OnlyAsync(cancelled, "alice", "bob");
        var mail = TestMail.Create(graph["alice"], graph["sarah"], 2_000);
        await graph["alice"].SendAsync(mail, graph["sarah"], cancelled);
        await graph.WaitForHeldAsync("bob", 1, cancelled);
        Assert.Equal("Relayed", (await graph["alice"].Node.Api.OutboxAsync(cancelled))[0].State);

        await graph.OnlyAsync(cancelled, "bob");
        await graph.OnlyAsync(cancelled, "bob", "sarah");
        await graph["sarah"].WaitForMailsAsync(1, RelayGraph.Timeout, cancelled);
        Assert.Equal("relay", (await graph["sarah"].Node.Api.InboxAsync(cancelled))[0].Via);
        Arrived.AssertEachOnce([mail], await graph["sarah"].EmptyMailboxAsync(cancelled));

        // The receipt has come, and x has deleted the mail.
        await graph.WaitForReceiptsAsync("bob", 1, cancelled);
        await graph.OnlyAsync(cancelled, "bob");
        await graph.OnlyAsync(cancelled, "alice", "bob");
        await graph.WaitForStateAsync("alice", "Delivered", cancelled);
        Assert.Equal("relay", (await graph["alice"].Node.Api.OutboxAsync(cancelled))[0].Via);

        // The receipt is deleted where it was, though she is killed before its x is due, and again before she meets the one who has it.
        await graph["alice"].Node.KillAsync(cancelled);
        await graph.OnlyAsync(cancelled, "alice");
        await graph.WaitForDeletionAsync("alice", 1, cancelled);
        await graph["alice"].Node.KillAsync(cancelled);
        await graph.OnlyAsync(cancelled, "alice", "bob");
        await graph.WaitForDeletionAsync("bob", 2, cancelled);
        await graph.CloseAsync();
    }

    private static async Task CrossFriendsOfFriendsAsync(CancellationToken cancelled)
    {
        await using var graph = await RelayGraph.StartAsync(cancelled, "alice-bob", "bob-carol", "carol-sarah", "alice-sarah");
        await graph.OnlyAsync(cancelled, "alice", "bob");
        var small = TestMail.Create(graph["alice"], graph["sarah"], 10_000);
        var large = TestMail.CreateIncompressible(graph["alice"], graph["sarah"], 150_000);
        var secret = TestMail.Create(graph["alice"], graph["sarah"], 100);
        await graph["alice"].SendAsync(small, graph["sarah"], cancelled);
        await graph["alice"].SendAsync(large, graph["sarah"], cancelled);
        await graph["alice"].SendAsync([.. Encoding.ASCII.GetBytes("X-ToxMail-Relay: no\r\n"), .. secret.Bytes], [graph["sarah"].Address], cancelled);
        await graph.WaitForHeldAsync("bob", 4, cancelled);
        Assert.Equal(["AwaitingPeer", "Relayed", "Relayed"], (await graph["alice"].Node.Api.OutboxAsync(cancelled)).Select(static row => row.State));

        await graph["bob"].Node.KillAsync(cancelled);
        var carried = await StoppedRelay.EnvelopesOfAsync(graph["bob"].Node.DataDirectory, cancelled);
        Assert.Equal(4, carried.Count);
        await graph.OnlyAsync(cancelled, "bob", "carol");
        await graph.WaitForHeldAsync("carol", 4, cancelled);
        await graph["carol"].Node.KillAsync(cancelled);
        await graph.OnlyAsync(cancelled, "carol", "sarah");
        await graph["sarah"].WaitForMailsAsync(2, RelayGraph.Timeout, cancelled);

        // Direct delivery finds that the recipient has two of them, brings the third, and takes the copies back.
        await graph.OnlyAsync(cancelled, "alice", "sarah", "bob");
        await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, cancelled);
        Arrived.AssertEachOnce([small, large, secret], await graph["sarah"].EmptyMailboxAsync(cancelled));

        // Sarah's receipt goes by Bob too, sooner or later, and is deleted as well.
        await graph.WaitForDeletionAsync("bob", 4, cancelled);
        await graph["bob"].Node.KillAsync(cancelled);
        Assert.Superset(carried, await StoppedRelay.DeletedByAsync(graph["bob"].Node.DataDirectory, cancelled));
        await graph.CloseAsync();
    }

    private static async Task CrossStoreAsync(CancellationToken cancelled)
    {
        var store = new Dictionary<string, string> { ["Relay:Mode"] = "Store" };
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["store"] = store };
        await using var graph = await RelayGraph.StartAsync(settings, cancelled, "alice-store", "sarah-store", "alice-sarah");
        await graph.MarkStoreAsync("alice", "store", cancelled);
        await graph.OnlyAsync(cancelled, "alice", "store");
        List<TestMail> mails = [.. Enumerable.Range(0, 5).Select(_ => TestMail.Create(graph["alice"], graph["sarah"], 3_000))];
        foreach (var mail in mails)
        {
            await graph["alice"].SendAsync(mail, graph["sarah"], cancelled);
        }

        await graph.WaitForHeldAsync("store", 5, cancelled);
        await graph.OnlyAsync(cancelled, "store", "sarah");

        // A contact that is no store node of hers learns nothing by offering her mail to her alone; one that she marks is read from the beginning at once.
        await graph["sarah"].WaitForContactAsync(graph["store"], RelayGraph.Timeout, cancelled);
        await Wait.ForSomeTimeAsync(RelayGraph.Settled, cancelled);
        Assert.Equal(0, await graph["sarah"].CountMailsAsync(cancelled));
        await graph.MarkStoreAsync("sarah", "store", cancelled);
        await graph["sarah"].WaitForMailsAsync(5, RelayGraph.Timeout, cancelled);
        Arrived.AssertEachOnce(mails, await graph["sarah"].EmptyMailboxAsync(cancelled));
        await graph.WaitForReceiptsAsync("store", 5, cancelled);
        await graph.OnlyAsync(cancelled, "store");
        await graph.OnlyAsync(cancelled, "store", "alice");
        await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, cancelled);
        await graph.CloseAsync();
    }
}
