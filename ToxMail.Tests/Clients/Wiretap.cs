using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ToxMail.Tests.Clients;

/// <summary>
/// Stands between a client and a server's plain port, changes nothing and writes down what is said: <c>C: </c> and <c>S: </c> begin a turn of the
/// client and the server, <c>C: [closes]</c> says that the client ended the connection.
/// </summary>
internal sealed class Wiretap : IAsyncDisposable
{
    private const int Remembered = 2_000;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _transcript = new();
    private readonly Lock _writing = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private char _speaker;

    public Wiretap(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that was said so far.</summary>
    public string Transcript
    {
        get
        {
            lock (_writing)
            {
                return _transcript.ToString();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                await Task.WhenAll(CopyAsync('C', client, server), CopyAsync('S', server, client));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or InvalidOperationException)
            {
                // One side is gone, and with it the other.
            }
        }
    }

    private async Task CopyAsync(char speaker, TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0)
        {
            // Written down before it is passed on, so that an answer never stands before its question.
            Record(speaker, Encoding.Latin1.GetString(buffer, 0, Math.Min(read, Remembered)));
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }

        Record(speaker, "[closes]");
        to.Client.Shutdown(SocketShutdown.Send);
    }

    private void Record(char speaker, string text)
    {
        lock (_writing)
        {
            if (_speaker != speaker || text == "[closes]")
            {
                _transcript.Append(_transcript.Length == 0 || _transcript[^1] == '\n' ? "" : "\n").Append(speaker).Append(": ");
            }

            _speaker = speaker;
            _transcript.Append(text);
        }
    }
}
