using System.Net;
using System.Net.Sockets;
using MailKit.Net.Proxy;

namespace ToxMail.Core.Names.Resolver;

/// <summary>Opens connections to resolvers: straight, or through the proxy and then never otherwise.</summary>
/// <param name="proxy"><c>socks5://</c> or <c>http://</c> with an IP address or <c>localhost</c>, as for all other traffic; null for none.</param>
internal sealed class Dialer(Uri? proxy)
{
    private readonly ProxyClient? _proxy = proxy is null ? null : ClientFor(proxy);

    /// <summary>The proxy in words, or null.</summary>
    internal Uri? Proxy => proxy;

    /// <summary>A connected stream that owns its socket. The proxy resolves a host name; without one the system does.</summary>
    internal async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        _proxy is null
            ? await ConnectDirectlyAsync(host, port, cancellationToken)
            : await _proxy.ConnectAsync(HostFor(_proxy, host), port, cancellationToken);

    /// <summary>The host of <c>CONNECT host:port</c> is in brackets when it has colons itself (RFC 9110 9.3.6), which MailKit leaves to its caller.</summary>
    private static string HostFor(ProxyClient proxy, string host) =>
        proxy is HttpProxyClient && host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    private static async Task<Stream> ConnectDirectlyAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static ProxyClient ClientFor(Uri proxy)
    {
        var host = proxy.Host == "localhost" ? IPAddress.Loopback.ToString() : proxy.Host.Trim('[', ']');
        return proxy.Scheme == "http" ? new HttpProxyClient(host, proxy.Port) : new Socks5Client(host, proxy.Port);
    }
}
