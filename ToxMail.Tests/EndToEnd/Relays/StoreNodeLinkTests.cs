using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A store node with two Tox instances over one store, joined by people who do not know its operator.</summary>
[Long]
public sealed class StoreNodeLinkTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_left_at_one_instance_is_fetched_at_the_other()
    {
        var port = PortPool.Take();
        var store = new Dictionary<string, string>
        {
            ["Relay:Mode"] = "Store",
            ["Relay:Instances"] = "2",
            ["Relay:MaxMembers"] = "1",
            ["Tox:StartPort"] = $"{port}",
            ["Tox:EndPort"] = $"{port + 20}",
        };
        var settings = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["store"] = store };
        await using var graph = await RelayGraph.StartAsync(settings, ["store"], Cancelled, "alice-bob");
        var instances = await graph["store"].Node.Api.GetAsync<IReadOnlyList<InstanceView>>("relay/instances", Cancelled);
        Assert.Equal([1, 2], instances.Select(static instance => instance.Number));
        await Task.WhenAll(graph.JoinAsync("alice", "store", instances[0].ToxId, Cancelled), graph.JoinAsync("bob", "store", instances[1].ToxId, Cancelled));

        // Each knows the other instance now; both are full.
        var members = await graph["store"].Node.Api.GetAsync<IReadOnlyList<MemberView>>("relay/members", Cancelled);
        Assert.Equal([(graph["alice"].PublicKey, 1), (graph["bob"].PublicKey, 2)], members.OrderBy(static member => member.Instance).Select(static member => (member.PublicKey, member.Instance)));
        Assert.Empty(await graph["store"].Node.Api.ContactsAsync(Cancelled));
        Assert.Equal([instances[1].ToxId], (await graph.StoresAsync("alice", Cancelled))[0].Alternates);
        Assert.Equal([instances[0].ToxId], (await graph.StoresAsync("bob", Cancelled))[0].Alternates);

        await graph.OnlyAsync(Cancelled, "alice", "store");
        var mail = TestMail.Create(graph["alice"], graph["bob"], 3_000);
        await graph["alice"].SendAsync(mail, graph["bob"], Cancelled);
        await graph["alice"].SendAsync(TestMail.Create(graph["alice"], graph["store"], 500), graph["store"], Cancelled);
        await graph.WaitForHeldAsync("store", 1, Cancelled);
        await graph.WaitForStateAsync("alice", "Failed", Cancelled);
        Assert.Equal(0, await graph["store"].CountMailsAsync(Cancelled));

        await graph.OnlyAsync(Cancelled, "store", "bob");
        await graph["bob"].WaitForMailsAsync(1, RelayGraph.Timeout, Cancelled);
        Arrived.AssertEachOnce([mail], await graph["bob"].EmptyMailboxAsync(Cancelled));
        await graph.WaitForReceiptsAsync("store", 1, Cancelled);

        await graph.OnlyAsync(Cancelled, "store", "alice");
        var rows = await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, Cancelled);
        Assert.Equal(["Failed", "Delivered"], rows.Select(static row => row.State));
        await graph.CloseAsync();
    }

    private sealed record InstanceView(int Number, string ToxId);

    private sealed record MemberView(string PublicKey, int Instance);
}
