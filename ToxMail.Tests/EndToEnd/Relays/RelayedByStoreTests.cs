using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Mail between people who are never online at the same time and have a contact that is a store node.</summary>
public sealed class RelayedByStoreTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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
