using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>A graph of real nodes to which evil is done: killed, wiped, set back to an older copy, and besieged by a contact with a changed program.</summary>
internal sealed class BesiegedGraph(RelayGraph graph, int seed) : IAsyncDisposable
{
    private readonly Random _random = new(seed);
    private readonly CancellationTokenSource _over = new();
    private readonly List<(LyingRelay Liar, Task Siege)> _sieges = [];

    /// <summary>Makes a contact of theirs that besieges one of the nodes until the end.</summary>
    public async Task<Siege> BesiegeAsync(string name, CancellationToken cancellationToken)
    {
        var liar = new LyingRelay(graph.Network.AsBootstrapNode());
        using var added = await graph[name].Node.Api.AddContactAsync(liar.Tox.Id.ToString(), $"mallory-{name}", "Hello", cancellationToken);
        await NodeApi.EnsureAsync(added, cancellationToken);
        await Wait.UntilAsync(() => Task.FromResult(!liar.Greeted.IsEmpty), RelayGraph.Timeout, () => $"{name} to greet a contact\n{graph[name].Node.Tail()}", cancellationToken);
        var siege = new Siege(liar, new PublicKey(Convert.FromHexString(graph[name].PublicKey)), seed);
        lock (_sieges)
        {
            _sieges.Add((liar, Task.Run(() => siege.RunAsync(_over.Token), CancellationToken.None)));
        }

        return siege;
    }

    /// <summary>Kills a node at a random moment, checks that its envelopes are whole and as many as it said, and starts it again.</summary>
    public async Task KillAsync(string name, CancellationToken cancellationToken)
    {
        await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(_random.NextDouble()), cancellationToken);
        var said = (await graph.RelayAsync(name, cancellationToken)).Held.Envelopes;
        await graph[name].Node.KillAsync(cancellationToken);
        Assert.InRange(await CountWholeAsync(graph[name].Node.DataDirectory, cancellationToken), said, int.MaxValue);
        await graph[name].StartAsync(cancellationToken);
        Assert.DoesNotContain("damaged", graph[name].Node.Output, StringComparison.Ordinal);
    }

    /// <summary>What it carried is gone, as after a disk was replaced.</summary>
    public void Wipe(string name)
    {
        Assert.False(graph[name].Node.IsRunning);
        foreach (var file in Directory.GetFiles(graph[name].Node.DataDirectory, "relay.db*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>All of a node that does not run, to be put back later.</summary>
    public string Copy(string name)
    {
        Assert.False(graph[name].Node.IsRunning);
        var copy = Directory.CreateTempSubdirectory("toxmail-copy-").FullName;
        CopyFolder(graph[name].Node.DataDirectory, copy);
        return copy;
    }

    public void PutBack(string name, string copy)
    {
        Assert.False(graph[name].Node.IsRunning);
        Directory.Delete(graph[name].Node.DataDirectory, recursive: true);
        Directory.Move(copy, graph[name].Node.DataDirectory);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        foreach (var (liar, siege) in _sieges)
        {
            await liar.DisposeAsync();
            await siege.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _over.Dispose();
    }

    /// <summary>Counts the envelopes whose bytes are those they are named after.</summary>
    private static Task<int> CountWholeAsync(string folder, CancellationToken cancellationToken) => StoppedRelay.ReadAsync(
        folder,
        async store =>
        {
            var entries = await store.LogAsync(cancellationToken);
            foreach (var entry in entries)
            {
                Assert.Equal(entry.Id, Envelope.IdOf(await store.ReadAsync(entry.Id, cancellationToken)));
            }

            return entries.Count;
        },
        cancellationToken);

    private static void CopyFolder(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
