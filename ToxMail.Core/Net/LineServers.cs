using System.Net;
using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Net;

/// <summary>All listeners of one protocol: the one that begins in plain text, and where it is asked for one that is TLS from the first octet.</summary>
internal sealed class LineServers : IAsyncDisposable
{
    private readonly LineServer[] _servers;

    /// <param name="plain">The listener that begins in plain text; the other is named after it, with an s.</param>
    /// <param name="tlsPort">Where the other listens; 0 is nowhere.</param>
    /// <param name="tls">Certificates; without them there is no other.</param>
    /// <param name="session">Serves one client.</param>
    /// <param name="board">Where the listeners' states are shown.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Where they log.</param>
    internal LineServers(
        LineServerSettings plain,
        ushort tlsPort,
        TlsOffer? tls,
        Func<LineConnection, CancellationToken, Task> session,
        ListenerBoard board,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        LineServerSettings[] listeners = tlsPort == 0 || tls is null
            ? [plain]
            : [plain, plain with { Name = plain.Name + "s", EndPoint = new IPEndPoint(plain.EndPoint.Address, tlsPort), ImplicitTls = tls }];
        _servers = [.. listeners.Select(settings => new LineServer(settings, session, board, time, loggers))];
    }

    /// <summary>Where clients begin in plain text.</summary>
    internal EndPoint EndPoint => _servers[0].EndPoint;

    /// <summary>Opens the ports, or says on the board why it cannot, and serves.</summary>
    internal Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(_servers.Select(server => server.StartAsync(cancellationToken)));

    /// <summary>Ends every session within five seconds.</summary>
    internal Task StopAsync() => Task.WhenAll(_servers.Select(static server => server.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
