using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToxMail.Tests.Tox;

/// <summary>A small HTTP proxy (RFC 9110 9.3.6, CONNECT to IPv4 without a password) that notes where it was asked to go.</summary>
internal sealed class HttpProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HttpProxy()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public ConcurrentQueue<IPEndPoint> Targets { get; } = new();

    public Uri Uri => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var target = new TcpClient();
        try
        {
            var stream = client.GetStream();
            var request = (await ReadHeadAsync(stream)).Split(' ');
            if (request is not ["CONNECT", var authority, ..] || !IPEndPoint.TryParse(authority, out var endpoint))
            {
                await stream.WriteAsync("HTTP/1.1 405 Method Not Allowed\r\n\r\n"u8.ToArray());
                return;
            }

            Targets.Enqueue(endpoint);
            await target.ConnectAsync(endpoint);
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
            await Task.WhenAny(stream.CopyToAsync(target.GetStream()), target.GetStream().CopyToAsync(stream));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One side hung up.
        }
    }

    /// <summary>Octet by octet, so that nothing of what follows the empty line is taken.</summary>
    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var octet = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(octet);
            head.Append((char)octet[0]);
        }

        return head.ToString();
    }
}
