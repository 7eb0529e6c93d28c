using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A store node with two Tox instances over one store, joined by people who do not know its operator; and contacts whose relays change what they are.</summary>
[Long]
public sealed class StoreNodeLinkTests(SideBySide tests) : IClassFixture<SideBySide>
{
    [Fact]
    public Task Mail_left_at_one_instance_is_fetched_at_the_other() => RunAsync(FetchAtTheOtherAsync);

    [Fact]
    public Task Members_who_move_to_the_other_instance_lose_no_mail_and_no_receipt() => RunAsync(MoveAsync);

    [Fact]
    public Task A_contact_that_is_switched_off_and_on_and_becomes_a_store_node_loses_no_mail_and_no_receipt() => RunAsync(ChangeModeAsync);

    private Task RunAsync(Func<CancellationToken, Task> test) => tests.RunAsync(test, FetchAtTheOtherAsync, MoveAsync, ChangeModeAsync);

    private static async Task FetchAtTheOtherAsync(CancellationToken cancelled)
    {
        await using var graph = await StartStoreAsync(members: 1, cancelled);
        var instances = await InstancesAsync(graph, cancelled);
        await Task.WhenAll(graph.JoinAsync("alice", "store", instances[0].ToxId, cancelled), graph.JoinAsync("bob", "store", instances[1].ToxId, cancelled));

        // Each knows the other instance now; both are full.
        Assert.Equal([("alice", 1), ("bob", 2)], await MembersAsync(graph, cancelled));
        Assert.Empty(await graph["store"].Node.Api.ContactsAsync(cancelled));
        Assert.Equal([instances[1].ToxId], (await graph.StoresAsync("alice", cancelled))[0].Alternates);
        Assert.Equal([instances[0].ToxId], (await graph.StoresAsync("bob", cancelled))[0].Alternates);

        await graph.OnlyAsync(cancelled, "alice", "store");
        var mail = TestMail.Create(graph["alice"], graph["bob"], 3_000);
        await graph["alice"].SendAsync(mail, graph["bob"], cancelled);
        await graph["alice"].SendAsync(TestMail.Create(graph["alice"], graph["store"], 500), graph["store"], cancelled);
        await graph.WaitForHeldAsync("store", 1, cancelled);
        await graph.WaitForStateAsync("alice", "Failed", cancelled);
        Assert.Equal(0, await graph["store"].CountMailsAsync(cancelled));

        await graph.OnlyAsync(cancelled, "store", "bob");
        await graph["bob"].WaitForMailsAsync(1, RelayGraph.Timeout, cancelled);
        Arrived.AssertEachOnce([mail], await graph["bob"].EmptyMailboxAsync(cancelled));
        await graph.WaitForReceiptsAsync("store", 1, cancelled);

        await graph.OnlyAsync(cancelled, "store", "alice");
        var rows = await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, cancelled);
        Assert.Equal(["Failed", "Delivered"], rows.Select(static row => row.State));
        await graph.CloseAsync();
    }

    /// <summary>She moves while her mail waits, he once he has fetched it.</summary>
    private static async Task MoveAsync(CancellationToken cancelled)
    {
        await using var graph = await StartStoreAsync(members: 2, cancelled);
        var instances = await InstancesAsync(graph, cancelled);
        await Task.WhenAll(graph.JoinAsync("alice", "store", instances[0].ToxId, cancelled), graph.JoinAsync("bob", "store", instances[1].ToxId, cancelled));

        await graph.OnlyAsync(cancelled, "alice", "store");
        var before = await SendAsync(graph, "alice", "bob", cancelled);
        await graph.WaitForHeldAsync("store", 1, cancelled);
        await MoveAsync(graph, "alice", instances[1], cancelled);
        var after = await SendAsync(graph, "alice", "bob", cancelled);
        await graph.WaitForHeldAsync("store", 2, cancelled);

        await graph.OnlyAsync(cancelled, "store", "bob");
        await graph["bob"].WaitForMailsAsync(2, RelayGraph.Timeout, cancelled);
        Arrived.AssertEachOnce([before, after], await graph["bob"].EmptyMailboxAsync(cancelled));
        await MoveAsync(graph, "bob", instances[0], cancelled);
        await graph.WaitForReceiptsAsync("store", 2, cancelled);
        Assert.Equal([("bob", 1), ("alice", 2)], await MembersAsync(graph, cancelled));

        await graph.OnlyAsync(cancelled, "store", "alice");
        Assert.All(await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, cancelled), static row => Assert.Equal(("Delivered", "relay"), (row.State, row.Via)));
        var last = await SendAsync(graph, "alice", "bob", cancelled);
        await graph.WaitForStateAsync("alice", "Relayed", cancelled);
        await Wait.UntilAsync(async () => (await ListMembersAsync(graph, cancelled)).Any(member => member.PublicKey == graph["alice"].PublicKey && member.Envelopes == 1), RelayGraph.Timeout, () => graph["store"].Node.Tail(), cancelled);
        await graph.OnlyAsync(cancelled, "store", "bob");
        await graph["bob"].WaitForMailsAsync(1, RelayGraph.Timeout, cancelled);
        Arrived.AssertEachOnce([last], await graph["bob"].EmptyMailboxAsync(cancelled));
        await graph.CloseAsync();
    }

    /// <summary>Bob lets go what he holds when he is switched off, and gets it anew.</summary>
    private static async Task ChangeModeAsync(CancellationToken cancelled)
    {
        await using var graph = await RelayGraph.StartAsync(cancelled, "alice-bob", "bob-sarah", "alice-sarah");
        await graph.OnlyAsync(cancelled, "alice", "bob");
        var before = await SendAsync(graph, "alice", "sarah", cancelled);
        await graph.WaitForHeldAsync("bob", 1, cancelled);
        await SetModeAsync(graph, "off", cancelled);
        await graph.WaitForHeldAsync("bob", 0, cancelled);
        var meanwhile = await SendAsync(graph, "alice", "sarah", cancelled);
        await graph.WaitForStateAsync("alice", "Relayed", cancelled);
        await Wait.ForSomeTimeAsync(RelayGraph.Settled, cancelled);
        Assert.Equal(0, (await graph.RelayAsync("bob", cancelled)).Held.Envelopes);

        await SetModeAsync(graph, "contacts", cancelled);
        await graph.WaitForHeldAsync("bob", 2, cancelled);
        await SetModeAsync(graph, "store", cancelled);
        await graph.OnlyAsync(cancelled, "bob", "sarah");
        await graph.MarkStoreAsync("sarah", "bob", cancelled);
        await graph["sarah"].WaitForMailsAsync(2, RelayGraph.Timeout, cancelled);
        Arrived.AssertEachOnce([before, meanwhile], await graph["sarah"].EmptyMailboxAsync(cancelled));
        await graph.WaitForReceiptsAsync("bob", 2, cancelled);

        // Alice has not marked him: a contact again, he shows her what he has like any.
        await SetModeAsync(graph, "contacts", cancelled);
        await graph.OnlyAsync(cancelled, "bob", "alice");
        Assert.All(await graph["alice"].WaitForOutboxAsync(RelayGraph.Timeout, cancelled), static row => Assert.Equal(("Delivered", "relay"), (row.State, row.Via)));
        await graph.CloseAsync();
    }

    private static Task<RelayGraph> StartStoreAsync(int members, CancellationToken cancellationToken)
    {
        var port = PortPool.Take();
        var store = new Dictionary<string, string>
        {
            ["Relay:Mode"] = "Store",
            ["Relay:Instances"] = "2",
            ["Relay:MaxMembers"] = $"{members}",
            ["Tox:StartPort"] = $"{port}",
            ["Tox:EndPort"] = $"{port + 20}",
        };
        return RelayGraph.StartAsync(new Dictionary<string, IReadOnlyDictionary<string, string>> { ["store"] = store }, ["store"], cancellationToken, "alice-bob");
    }

    private static async Task<IReadOnlyList<InstanceView>> InstancesAsync(RelayGraph graph, CancellationToken cancellationToken)
    {
        var instances = await graph["store"].Node.Api.GetAsync<IReadOnlyList<InstanceView>>("relay/instances", cancellationToken);
        Assert.Equal([1, 2], instances.Select(static instance => instance.Number));
        return instances;
    }

    private static async Task<IEnumerable<(string Name, int Instance)>> MembersAsync(RelayGraph graph, CancellationToken cancellationToken) =>
        (await ListMembersAsync(graph, cancellationToken)).OrderBy(static member => member.Instance).Select(member => (graph["alice"].PublicKey == member.PublicKey ? "alice" : "bob", member.Instance));

    private static Task<IReadOnlyList<MemberView>> ListMembersAsync(RelayGraph graph, CancellationToken cancellationToken) =>
        graph["store"].Node.Api.GetAsync<IReadOnlyList<MemberView>>("relay/members", cancellationToken);

    /// <summary>A member asks the other instance for a place, which it gets in exchange for the one it has.</summary>
    private static async Task MoveAsync(RelayGraph graph, string name, InstanceView to, CancellationToken cancellationToken)
    {
        using var asked = await graph[name].Node.Api.PostAsync("relay/stores", new { address = to.ToxId, name = "other" }, cancellationToken);
        await NodeApi.EnsureAsync(asked, cancellationToken);
        await Wait.UntilAsync(
            async () => (await MembersAsync(graph, cancellationToken)).Contains((name, to.Number))
                && (await graph.StoresAsync(name, cancellationToken)).Any(one => one is { Marked: true, Connection: not "none" } && to.ToxId.StartsWith(one.PublicKey, StringComparison.Ordinal)),
            RelayGraph.Timeout,
            () => $"{name} to move\n{graph[name].Node.Tail()}\n{graph["store"].Node.Tail()}",
            cancellationToken);
    }

    private static async Task<TestMail> SendAsync(RelayGraph graph, string from, string to, CancellationToken cancellationToken)
    {
        var mail = TestMail.Create(graph[from], graph[to], 3_000);
        await graph[from].SendAsync(mail, graph[to], cancellationToken);
        return mail;
    }

    private static async Task SetModeAsync(RelayGraph graph, string mode, CancellationToken cancellationToken)
    {
        using var set = await graph["bob"].Node.Api.PutAsync("relay", new { mode }, cancellationToken);
        await NodeApi.EnsureAsync(set, cancellationToken);
    }

    private sealed record InstanceView(int Number, string ToxId);

    private sealed record MemberView(string PublicKey, int Instance, int Envelopes);
}
