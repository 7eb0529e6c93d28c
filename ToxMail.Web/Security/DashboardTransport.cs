using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace ToxMail.Web.Security;

/// <summary>Kestrel's sockets, but for a port that is taken: that ends no node.</summary>
internal sealed class DashboardTransport(IOptions<SocketTransportOptions> options, DashboardListener dashboard, TimeProvider time, ILoggerFactory loggers) : IConnectionListenerFactory
{
    private readonly SocketTransportFactory _sockets = new(options, loggers);

    /// <inheritdoc />
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var port = new DashboardPort(_sockets, (IPEndPoint)endpoint, dashboard, time);
        await port.TryOpenAsync(cancellationToken);
        return port;
    }
}
