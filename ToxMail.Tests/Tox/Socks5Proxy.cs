using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ToxMail.Tests.Tox;

/// <summary>A small SOCKS5 proxy (RFC 1928, CONNECT to IPv4 without a password) that notes where it was asked to go.</summary>
internal sealed class Socks5Proxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Socks5Proxy()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public ConcurrentQueue<IPEndPoint> Targets { get; } = new();

    public Uri Uri => new($"socks5://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

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
            await GreetAsync(stream);
            var endpoint = await ReadTargetAsync(stream);
            Targets.Enqueue(endpoint);
            await target.ConnectAsync(endpoint);
            await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
            await Task.WhenAny(stream.CopyToAsync(target.GetStream()), target.GetStream().CopyToAsync(stream));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One side hung up.
        }
    }

    private static async Task GreetAsync(NetworkStream stream)
    {
        var head = new byte[2];
        await stream.ReadExactlyAsync(head);
        await stream.ReadExactlyAsync(new byte[head[1]]);
        await stream.WriteAsync(new byte[] { 5, 0 });
    }

    private static async Task<IPEndPoint> ReadTargetAsync(NetworkStream stream)
    {
        var request = new byte[10];
        await stream.ReadExactlyAsync(request);
        return new IPEndPoint(new IPAddress(request.AsSpan(4, 4)), BinaryPrimitives.ReadUInt16BigEndian(request.AsSpan(8)));
    }
}
