using System.Collections.Concurrent;

namespace ToxMail.Core.Names.Resolver;

/// <summary>The servers to ask, in order, each with its own memory of failures.</summary>
/// <param name="resolver">Which, as the user set it.</param>
/// <param name="open">Makes a server.</param>
internal sealed class ResolverServers(ResolverAddress resolver, Func<ResolverAddress, ResolverServer> open) : IDisposable
{
    private readonly ConcurrentDictionary<ResolverAddress, ResolverServer> _servers = new();

    /// <summary>Those of this moment: the system's change with the network that the machine is in.</summary>
    internal IReadOnlyList<ResolverServer> Current() => resolver switch
    {
        ResolverAddress.None => [],
        ResolverAddress.OfSystem => [.. SystemServers.Find().Select(server => Server(new ResolverAddress.Tcp(server)))],
        _ => [Server(resolver)],
    };

    public void Dispose()
    {
        foreach (var server in _servers.Values)
        {
            server.Dispose();
        }
    }

    private ResolverServer Server(ResolverAddress address) => _servers.GetOrAdd(address, open);
}
