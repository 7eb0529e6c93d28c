using Xunit;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>Some people on a network of their own, each a contact of every other and online.</summary>
internal sealed class MailCircle : IAsyncDisposable
{
    /// <summary>The slowest first contact that was measured took 69 s.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(100);

    /// <summary>A start is what costs a processor, and has its limit of time.</summary>
    private const int StartsAtOnce = 4;

    private readonly List<MailUser> _users = [];
    private IReadOnlyList<(MailUser One, MailUser Other)>? _links;

    private MailCircle(ToxTestNetwork network) => Network = network;

    public ToxTestNetwork Network { get; }

    public IReadOnlyList<MailUser> Users => _users;

    public static async Task<MailCircle> StartAsync(
        bool tcpOnly,
        IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Configuration)> people,
        CancellationToken cancellationToken)
    {
        var circle = await StartStrangersAsync(tcpOnly, people, cancellationToken);
        try
        {
            await circle.ConnectAsync(circle.Links(), cancellationToken);
            return circle;
        }
        catch
        {
            await circle.DisposeAsync();
            throw;
        }
    }

    /// <summary>People on one network who do not know each other yet.</summary>
    public static async Task<MailCircle> StartStrangersAsync(
        bool tcpOnly,
        IReadOnlyList<(string Name, IReadOnlyDictionary<string, string> Configuration)> people,
        CancellationToken cancellationToken)
    {
        var circle = new MailCircle(await ToxTestNetwork.StartAsync(tcpOnly, cancellationToken));
        try
        {
            foreach (var some in people.Chunk(StartsAtOnce))
            {
                var starts = some.Select(person => MailUser.StartAsync(
                    person.Name,
                    circle.Network.NodeConfiguration().Concat(person.Configuration).ToDictionary(),
                    cancellationToken));
                circle._users.AddRange(await Task.WhenAll(starts));
            }

            return circle;
        }
        catch
        {
            await circle.DisposeAsync();
            throw;
        }
    }

    public static Task<MailCircle> StartAsync(bool tcpOnly, CancellationToken cancellationToken, params string[] names) =>
        StartAsync(tcpOnly, [.. names.Select(name => (name, Plain))], cancellationToken);

    /// <summary>No configuration beside what every test node has.</summary>
    public static IReadOnlyDictionary<string, string> Plain { get; } = new Dictionary<string, string>();

    /// <summary>Waits until every link stands (again).</summary>
    public async Task WaitUntilConnectedAsync(CancellationToken cancellationToken)
    {
        foreach (var (one, other) in Links())
        {
            await one.WaitForContactAsync(other, ConnectTimeout, cancellationToken);
        }
    }

    /// <summary>Makes those people contacts of each other and waits until they see each other; of those named, both directions.</summary>
    public async Task ConnectAsync(IEnumerable<(MailUser One, MailUser Other)> links, CancellationToken cancellationToken)
    {
        _links = [.. links];
        foreach (var (one, other) in _links)
        {
            using var response = await one.Node.Api.AddContactAsync(other.ToxId, other.Name, "Hello", cancellationToken);
            await NodeApi.EnsureAsync(response, cancellationToken);
        }

        await WaitUntilConnectedAsync(cancellationToken);
    }

    /// <summary>Ends the circle as a user would, checking what every node must then show; for fixtures and the end of a test that passed.</summary>
    public async Task CloseAsync()
    {
        try
        {
            foreach (var user in _users.Where(user => user.Node.IsRunning))
            {
                var exitCode = await user.Node.StopAsync(NodeProcess.StopTimeout, CancellationToken.None);
                Assert.True(exitCode == 0, $"Exit code {exitCode} after SIGTERM:\n{user.Node.Tail()}");
                await user.Node.AssertStoreIsSoundAsync();
            }
        }
        finally
        {
            await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in _users)
        {
            await user.DisposeAsync();
        }

        await Network.DisposeAsync();
    }

    private IEnumerable<(MailUser One, MailUser Other)> Links() => _links ??
        [.. from one in _users
            from other in _users
            where one != other
            select (one, other)];
}
