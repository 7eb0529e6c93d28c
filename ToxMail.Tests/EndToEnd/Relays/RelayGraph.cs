using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>
/// Real nodes of which only some know each other, who have all been online once and then come and go. What takes minutes and days takes seconds.
/// </summary>
internal sealed class RelayGraph : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <summary>Longer than a tick and a wait of those who carry.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(4);

    /// <summary>Graphs begin one after the other: the start is what costs a processor, and a start has its limit of time.</summary>
    private static readonly SemaphoreSlim Starting = new(1);

    private readonly MailCircle _circle;

    private RelayGraph(MailCircle circle) => _circle = circle;

    public ToxTestNetwork Network => _circle.Network;

    public MailUser this[string name] => _circle.Users.Single(user => user.Name == name);

    /// <summary>Minutes as seconds, receipts that hide nothing, and two carriers reached even on a link that cuts one hop.</summary>
    public static IReadOnlyDictionary<string, string> Quick { get; } = new Dictionary<string, string>
    {
        ["Relay:InjectAfter"] = "00:00:01",
        ["Relay:Tick"] = "00:00:01",
        ["Relay:MaxWantDelay"] = "00:00:01",
        ["Relay:ReceiptGrid"] = "00:00:03",
        ["Relay:ReceiptPolicy"] = "Prompt",
        ["Relay:Hops"] = "4,12",
    };

    /// <summary>Starts everybody, makes contacts of the pairs named (<c>alice-bob</c>), and waits until they can seal mail for each other.</summary>
    public static Task<RelayGraph> StartAsync(CancellationToken cancellationToken, params string[] pairs) => StartAsync(new Dictionary<string, IReadOnlyDictionary<string, string>>(), cancellationToken, pairs);

    /// <summary>The same with settings of their own for some.</summary>
    public static Task<RelayGraph> StartAsync(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> settings, CancellationToken cancellationToken, params string[] pairs) =>
        StartAsync(settings, [], cancellationToken, pairs);

    /// <summary>The same with some who know nobody.</summary>
    public static async Task<RelayGraph> StartAsync(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> settings, IReadOnlyList<string> alone, CancellationToken cancellationToken, params string[] pairs)
    {
        var links = pairs.Select(static pair => pair.Split('-')).ToList();
        var names = links.SelectMany(static link => link).Concat(alone).Distinct().Order(StringComparer.Ordinal);
        var circle = await StartStrangersAsync([.. names.Select(name => (name, Settings(settings.GetValueOrDefault(name))))], cancellationToken);
        var graph = new RelayGraph(circle);
        try
        {
            var directed = links.Select(link => (One: graph[link[0]], Other: graph[link[1]])).ToList();
            await circle.ConnectAsync([.. directed, .. directed.Select(static link => (link.Other, link.One))], cancellationToken);
            foreach (var (one, other) in directed)
            {
                await WaitForKeysAsync(one, other, cancellationToken);
                await WaitForKeysAsync(other, one, cancellationToken);
            }

            return graph;
        }
        catch
        {
            await graph.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends everybody but those named, who are started if they do not run.</summary>
    public async Task OnlyAsync(CancellationToken cancellationToken, params string[] names)
    {
        var leaving = _circle.Users.Where(user => user.Node.IsRunning && !names.Contains(user.Name)).ToList();
        await Task.WhenAll(leaving.Select(user => user.Node.StopAsync(NodeProcess.StopTimeout * leaving.Count, cancellationToken)));
        await Task.WhenAll(_circle.Users.Where(user => !user.Node.IsRunning && names.Contains(user.Name)).Select(user => user.StartAsync(cancellationToken)));
    }

    /// <summary>Somebody's user says that a contact, who says so too by then, is his store node.</summary>
    public async Task MarkStoreAsync(string name, string store, CancellationToken cancellationToken)
    {
        var path = $"contacts/{this[store].PublicKey}";
        await Wait.UntilAsync(
            async () => (await this[name].Node.Api.GetAsync<StoreMarkView>(path, cancellationToken)).Relay.SaysStore,
            Timeout,
            () => $"{store} to say to {name} that it is a store node",
            cancellationToken);
        using var marked = await this[name].Node.Api.PatchAsync(path, new { relay = new { store = true } }, cancellationToken);
        await NodeApi.EnsureAsync(marked, cancellationToken);
    }

    /// <summary>Somebody asks an instance of a store node for a place, gets it, and is told that it is one.</summary>
    public async Task JoinAsync(string name, string store, string toxId, CancellationToken cancellationToken)
    {
        using var asked = await this[name].Node.Api.PostAsync("relay/stores", new { address = toxId, name = store }, cancellationToken);
        await NodeApi.EnsureAsync(asked, cancellationToken);
        await Wait.UntilAsync(
            async () => (await StoresAsync(name, cancellationToken)).Any(static one => one is { Marked: true, Connection: not "none", Alternates.Count: > 0 }),
            Timeout,
            () => $"{name} to join {store}\n{this[name].Node.Tail()}\n{this[store].Node.Tail()}",
            cancellationToken);
    }

    public Task<IReadOnlyList<StoreView>> StoresAsync(string name, CancellationToken cancellationToken) => this[name].Node.Api.GetAsync<IReadOnlyList<StoreView>>("relay/stores", cancellationToken);

    /// <summary>How many envelopes a node holds that somebody handed over.</summary>
    public async Task<int> CountFromAsync(string name, string from, CancellationToken cancellationToken) =>
        (await RelayAsync(name, cancellationToken)).PerContact.Where(contact => contact.PublicKey == this[from].PublicKey).Sum(static contact => contact.Envelopes);

    /// <summary>Waits until a node holds so many envelopes that somebody handed over.</summary>
    public Task WaitForFromAsync(string name, string from, Func<int, bool> isRight, CancellationToken cancellationToken)
    {
        var count = 0;
        return Wait.UntilAsync(
            async () => isRight(count = await CountFromAsync(name, from, cancellationToken)),
            Timeout,
            () => $"{name} to hold what {from} hands over, it has {count}\n{this[name].Node.Tail()}\n{this[from].Node.Tail()}",
            cancellationToken);
    }

    /// <summary>Waits until a node holds this many envelopes for others.</summary>
    public Task WaitForHeldAsync(string name, int envelopes, CancellationToken cancellationToken) =>
        WaitForAsync(name, relay => relay.Held.Envelopes == envelopes, $"hold {envelopes} envelopes", cancellationToken);

    /// <summary>Waits until a node remembers this many envelopes as deleted and holds the receipts for them: one for one mail, else one or more, so no more have come for a while.</summary>
    public async Task WaitForReceiptsAsync(string name, int deleted, CancellationToken cancellationToken)
    {
        for (var held = 0; ;)
        {
            await WaitForAsync(name, relay => relay.Tombstones == deleted && relay.Held.Envelopes > 0, $"remember {deleted} envelopes and hold a receipt", cancellationToken);
            if (deleted == 1)
            {
                return;
            }

            await Wait.ForSomeTimeAsync(Settled, cancellationToken);
            var relay = await RelayAsync(name, cancellationToken);
            if (relay.Held.Envelopes == held)
            {
                return;
            }

            held = relay.Held.Envelopes;
        }
    }

    /// <summary>
    /// Waits until a node remembers this many envelopes or more as deleted, and holds none. More, for receipts that nobody waits for pass by too: to count exactly
    /// would ask for a moment that may be over.
    /// </summary>
    public Task WaitForDeletionAsync(string name, int deleted, CancellationToken cancellationToken) =>
        WaitForAsync(name, relay => relay.Tombstones >= deleted && relay.Held.Envelopes == 0, $"remember {deleted} envelopes and hold none", cancellationToken);

    /// <summary>The mails that somebody's user was told to expect from another.</summary>
    public async Task<IReadOnlyList<RelayPageView.ExpectedView>> ExpectedAsync(string name, string from, CancellationToken cancellationToken) =>
        (await RelayAsync(name, cancellationToken)).PerContact.Single(contact => contact.PublicKey == this[from].PublicKey).Expected!;

    public Task<RelayPageView> RelayAsync(string name, CancellationToken cancellationToken) => this[name].Node.Api.GetAsync<RelayPageView>("relay", cancellationToken);

    /// <summary>Waits until the newest row of somebody's outbox has a state.</summary>
    public Task WaitForStateAsync(string name, string state, CancellationToken cancellationToken) => Wait.UntilAsync(
        async () => (await this[name].Node.Api.OutboxAsync(cancellationToken))[0].State == state,
        Timeout,
        () => $"{name}'s mail to be {state}\n{this[name].Node.Tail()}",
        cancellationToken);

    public Task CloseAsync() => _circle.CloseAsync();

    public ValueTask DisposeAsync() => _circle.DisposeAsync();

    private static async Task<MailCircle> StartStrangersAsync(IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Configuration)> people, CancellationToken cancellationToken)
    {
        await Starting.WaitAsync(cancellationToken);
        try
        {
            return await MailCircle.StartStrangersAsync(tcpOnly: false, people, cancellationToken);
        }
        finally
        {
            Starting.Release();
        }
    }

    private Task WaitForAsync(string name, Func<RelayPageView, bool> condition, string words, CancellationToken cancellationToken) => Wait.UntilAsync(
        async () => condition(await RelayAsync(name, cancellationToken)),
        Timeout,
        () => $"{name} to {words}\n{string.Join('\n', _circle.Users.Select(static user => user.Node.Tail()))}",
        cancellationToken);

    private static Task WaitForKeysAsync(MailUser one, MailUser other, CancellationToken cancellationToken) => Wait.UntilAsync(
        async () => (await one.Node.Api.GetAsync<RelayPageView>("relay", cancellationToken)).PerContact.Any(contact => contact.PublicKey == other.PublicKey && contact.MailKeys == "agreed"),
        Timeout,
        () => $"{one.Name} and {other.Name} to agree on keys\n{one.Node.Tail()}\n{other.Node.Tail()}",
        cancellationToken);

    private static Dictionary<string, string> Settings(IReadOnlyDictionary<string, string>? own) =>
        Quick.Concat(own ?? MailCircle.Plain).GroupBy(static pair => pair.Key).ToDictionary(static group => group.Key, static group => group.Last().Value);
}
