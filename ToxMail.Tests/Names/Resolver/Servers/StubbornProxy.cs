using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>A proxy that reads what it is asked for, says no in its protocol's way, and notes it.</summary>
internal sealed class StubbornProxy : IAsyncDisposable
{
    private static readonly byte[] _greetingAnswer = [5, 0];
    private static readonly byte[] _notAllowed = [5, 2, 0, 1, 0, 0, 0, 0, 0, 0];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly string _scheme;
    private readonly Task _accepting;

    public StubbornProxy(string scheme)
    {
        _scheme = scheme;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Uri => new($"{_scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The last request, an octet a character.</summary>
    public string Request { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_ending.Token);
                await RefuseAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task RefuseAsync(NetworkStream stream)
    {
        if (_scheme == "http")
        {
            await ReadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _ending.Token);
            return;
        }

        await ReadAsync(stream);
        await stream.WriteAsync(_greetingAnswer, _ending.Token);
        await ReadAsync(stream);
        await stream.WriteAsync(_notAllowed, _ending.Token);
    }

    private async Task ReadAsync(NetworkStream stream)
    {
        var octets = new byte[1024];
        Request = Encoding.Latin1.GetString(octets, 0, await stream.ReadAsync(octets, _ending.Token));
    }
}
