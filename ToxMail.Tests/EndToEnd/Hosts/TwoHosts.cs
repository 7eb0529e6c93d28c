using ToxMail.Tests.Support.Hosts;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.EndToEnd.Hosts;

/// <summary>Alice on this computer and Bob on another, each other's contacts and online. Only inside <see cref="OwnNetwork"/>.</summary>
internal sealed class TwoHosts : IAsyncDisposable
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(10);

    private readonly ToxTestNetwork? _network;

    private TwoHosts(OtherHost host, ToxTestNetwork? network, MailUser alice, MailUser bob) =>
        (BobsHost, _network, Alice, Bob) = (host, network, alice, bob);

    public OtherHost BobsHost { get; }

    public MailUser Alice { get; }

    public MailUser Bob { get; }

    /// <summary>A network with a bootstrap node and relay on Alice's computer.</summary>
    public static async Task<TwoHosts> StartAsync(string alicesAddress, string bobsAddress, CancellationToken cancellationToken)
    {
        var host = await OtherHost.ConnectAsync(alicesAddress, bobsAddress, cancellationToken);
        var network = await ToxTestNetwork.StartAsync(tcpOnly: false, cancellationToken, alicesAddress.Split('/')[0]);
        return await ConnectAsync(host, network, network.NodeConfiguration(), cancellationToken);
    }

    /// <summary>A network of nothing but these two nodes, that know of no other.</summary>
    public static async Task<TwoHosts> StartAloneAsync(string alicesAddress, string bobsAddress, IReadOnlyDictionary<string, string> configuration, CancellationToken cancellationToken) =>
        await ConnectAsync(await OtherHost.ConnectAsync(alicesAddress, bobsAddress, cancellationToken), null, configuration, cancellationToken);

    /// <summary>The link to Bob as Alice's node sees it.</summary>
    public async Task<string> LinkAsync(CancellationToken cancellationToken) => (await Alice.Node.Api.ContactsAsync(cancellationToken))[0].Connection;

    /// <summary>A link may begin at the relay and go over to UDP a moment later.</summary>
    public Task WaitForUdpAsync(CancellationToken cancellationToken) =>
        Wait.UntilAsync(async () => await LinkAsync(cancellationToken) == "udp", MailCircle.ConnectTimeout, () => $"UDP\n{Alice.Node.Tail()}\n{Bob.Node.Tail()}", cancellationToken);

    public async Task WaitUntilConnectedAsync(CancellationToken cancellationToken)
    {
        await Alice.WaitForContactAsync(Bob, MailCircle.ConnectTimeout, cancellationToken);
        await Bob.WaitForContactAsync(Alice, MailCircle.ConnectTimeout, cancellationToken);
    }

    /// <summary>Sends a mail each way and waits until both have arrived.</summary>
    public async Task ExchangeAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        var (question, answer) = (TestMail.Create(Alice, Bob, 20_000), TestMail.Create(Bob, Alice, 3_000));
        await Alice.SendAsync(question, Bob, cancellationToken);
        await Bob.SendAsync(answer, Alice, cancellationToken);
        await Bob.WaitForMailsAsync(1, atMost, cancellationToken);
        await Alice.WaitForMailsAsync(1, atMost, cancellationToken);
        Arrived.AssertEachOnce([question], await Bob.EmptyMailboxAsync(cancellationToken));
        Arrived.AssertEachOnce([answer], await Alice.EmptyMailboxAsync(cancellationToken));
    }

    /// <summary>Ends both as a user would and checks what they leave; for the end of a test that passed.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var user in (MailUser[])[Alice, Bob])
        {
            await user.Node.StopAsync(StoreTimeout, cancellationToken);
            await user.Node.AssertStoreIsSoundAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Alice.DisposeAsync();
        await Bob.DisposeAsync();
        await (_network?.DisposeAsync() ?? ValueTask.CompletedTask);
        await BobsHost.DisposeAsync();
    }

    private static async Task<TwoHosts> ConnectAsync(OtherHost host, ToxTestNetwork? network, IReadOnlyDictionary<string, string> configuration, CancellationToken cancellationToken)
    {
        var verbose = new Dictionary<string, string> { ["Logging__LogLevel__ToxMail"] = "Debug" };
        var alice = new MailUser("alice", configuration);
        var bob = new MailUser("bob", configuration, new NodeSurroundings { Launcher = host.Launcher, Environment = verbose });
        var hosts = new TwoHosts(host, network, alice, bob);
        try
        {
            host.OpenDoors(bob.Node);
            await Task.WhenAll(alice.StartAsync(cancellationToken), bob.StartAsync(cancellationToken));
            await NodeApi.EnsureAsync(await alice.Node.Api.AddContactAsync(bob.ToxId, "bob", "Hello", cancellationToken), cancellationToken);
            await NodeApi.EnsureAsync(await bob.Node.Api.AddContactAsync(alice.ToxId, "alice", "Hello", cancellationToken), cancellationToken);
            await hosts.WaitUntilConnectedAsync(cancellationToken);
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }
}
