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

    [Fact]
    public Task Is_told_of_by_others_when_it_is_too_large_and_comes_when_both_are_online() => RunAsync(AnnounceAsync);

    private Task RunAsync(Func<CancellationToken, Task> test) => tests.RunAsync(test, CrossCommonFriendAsync, CrossFriendsOfFriendsAsync, CrossStoreAsync, AnnounceAsync);

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
        await graph.OnlyAsync(cancelled, "alice", "sarah");
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
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["store"] = store,
            ["alice"] = new Dictionary<string, string> { ["Relay:MaxMailBytes"] = "20000" },

            // A store node of hers is enough for a receipt that nobody is to learn from whom she knows.
            ["sarah"] = new Dictionary<string, string> { ["Relay:ReceiptPolicy"] = "Guarded" },
        };
        await using var graph = await RelayGraph.StartAsync(settings, cancelled, "alice-store", "sarah-store", "alice-sarah");
        await graph.MarkStoreAsync("alice", "store", cancelled);
        await graph.OnlyAsync(cancelled, "alice", "store");
        List<TestMail> mails = [.. Enumerable.Range(0, 5).Select(_ => TestMail.Create(graph["alice"], graph["sarah"], 3_000))];
        foreach (var mail in mails)
        {
            await graph["alice"].SendAsync(mail, graph["sarah"], cancelled);
        }

        // Too large for contacts to carry: the store node gets two parts, and word of it besides.
        mails.Add(TestMail.CreateIncompressible(graph["alice"], graph["sarah"], 100_000));
        await graph["alice"].SendAsync(mails[5], graph["sarah"], cancelled);
        await graph.WaitForHeldAsync("store", 8, cancelled);
        await graph.OnlyAsync(cancelled, "store", "sarah");

        // A contact that is no store node of hers learns nothing by offering her mail to her alone; one that she marks is read from the beginning at once.
        await graph["sarah"].WaitForContactAsync(graph["store"], RelayGraph.Timeout, cancelled);
        await Wait.ForSomeTimeAsync(RelayGraph.Settled, cancelled);
        Assert.Equal(0, await graph["sarah"].CountMailsAsync(cancelled));
        await graph.MarkStoreAsync("sarah", "store", cancelled);
        await graph.WaitForReceiptsAsync("store", 8, cancelled);

        // Word of the large one may have come first.
        Arrived.AssertEachOnce(mails, [.. (await graph["sarah"].EmptyMailboxAsync(cancelled)).Where(static one => !one.AsSpan().StartsWith("Return-Path: <>"u8))]);
        await graph.OnlyAsync(cancelled, "store");
        await graph.OnlyAsync(cancelled, "store", "alice");
        Assert.All(await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, cancelled), static row => Assert.Equal(("Delivered", "relay"), (row.State, row.Via)));
        await graph.CloseAsync();
    }

    private static async Task AnnounceAsync(CancellationToken cancelled)
    {
        var little = new Dictionary<string, string> { ["Relay:MaxMailBytes"] = "20000", ["Relay:EscalateAfter"] = "00:00:05" };
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["alice"] = little };
        await using var graph = await RelayGraph.StartAsync(settings, cancelled, "alice-bob", "bob-sarah", "alice-sarah");
        await graph.OnlyAsync(cancelled, "alice", "bob");
        var mail = TestMail.CreateIncompressible(graph["alice"], graph["sarah"], 300_000);
        await graph["alice"].SendAsync(mail, graph["sarah"], cancelled);

        // Word of it goes, and farther a little later; nobody has the mail.
        await graph.WaitForHeldAsync("bob", 2, cancelled);
        var row = (await graph["alice"].Node.Api.OutboxAsync(cancelled))[0];
        Assert.Equal(("AwaitingPeer", null, "sent"), (row.State, row.Via, row.Announced));
        Assert.Equal(0, (await graph.RelayAsync("alice", cancelled)).Own.InFlight);

        await graph.OnlyAsync(cancelled, "bob", "sarah");
        await graph["sarah"].WaitForMailsAsync(1, RelayGraph.Timeout, cancelled);
        await graph.WaitForReceiptsAsync("bob", 2, cancelled);
        var notice = Assert.Single(await graph["sarah"].ReadMailboxAsync(cancelled));
        Assert.Contains("\r\nSubject: alice has a mail of 300 kB for you\r\n", Encoding.UTF8.GetString(notice), StringComparison.Ordinal);
        Assert.Equal([row.SizeBytes], (await graph.ExpectedAsync("sarah", "alice", cancelled)).Select(static expected => expected.SizeBytes));

        // That she knows of it is not its arrival.
        await graph.OnlyAsync(cancelled, "alice", "bob");
        await Wait.UntilAsync(
            async () => (await graph["alice"].Node.Api.OutboxAsync(cancelled))[0].Announced == "received",
            RelayGraph.Timeout,
            () => $"Alice to hear that Sarah knows of it\n{graph["alice"].Node.Tail()}",
            cancelled);
        Assert.Equal("AwaitingPeer", (await graph["alice"].Node.Api.OutboxAsync(cancelled))[0].State);

        await graph.OnlyAsync(cancelled, "alice", "sarah");
        Assert.Equal([("Delivered", "direct")], (await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, cancelled)).Select(static one => (one.State, one.Via)));
        var mailbox = await graph["sarah"].EmptyMailboxAsync(cancelled);
        Assert.Equal(notice, mailbox[0]);
        Arrived.AssertEachOnce([mail], [.. mailbox.Skip(1)]);
        Assert.Empty(await graph.ExpectedAsync("sarah", "alice", cancelled));
        await graph.CloseAsync();
    }
}
