using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Net;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Net;

/// <summary>A line server that says each line again, and does as told by some.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly LineServer _server;

    internal EchoServer(TimeProvider? time = null, int port = 0, int maxSessions = 10, TimeSpan? idle = null, ILoggerFactory? loggers = null)
    {
        Board = new ListenerBoard(time ?? TimeProvider.System);
        var settings = new LineServerSettings
        {
            Name = "echo",
            EndPoint = new IPEndPoint(IPAddress.Loopback, port),
            IdleTimeout = idle ?? TimeSpan.FromMinutes(1),
            MaxSessions = maxSessions,
            BusyLine = "busy\r\n",
        };
        _server = new LineServer(settings, EchoAsync, Board, time ?? TimeProvider.System, loggers ?? NullLoggerFactory.Instance);
    }

    internal ListenerBoard Board { get; }

    internal ListenerStatus Status => Board.Current.Single();

    internal int Sessions => _server.SessionCount;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal static async Task<EchoServer> StartAsync(EchoServer server)
    {
        await server._server.StartAsync(CancellationToken.None);
        return server;
    }

    internal Task StopAsync() => _server.StopAsync();

    internal Task<RawLines> ConnectAsync(CancellationToken cancellationToken) =>
        RawLines.ConnectAsync(((IPEndPoint)_server.EndPoint).Port, cancellationToken);

    internal async Task<Socket> ConnectSocketAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(_server.EndPoint, cancellationToken);
        return socket;
    }

    private static async Task EchoAsync(LineConnection connection, CancellationToken cancellationToken)
    {
        var lines = new LineReader(64, LineEnding.CrLf);
        while (true)
        {
            var read = await connection.ReadLineAsync(lines, cancellationToken);
            switch (read.Status)
            {
                case ReadStatus.Ended:
                    return;
                case ReadStatus.Idle or ReadStatus.Stopping:
                    connection.Write($"{read.Status}\r\n");
                    return;
            }

            var line = Encoding.UTF8.GetString(read.Line.Span);
            connection.Write($"{read.Status} {line}\r\n");
            await DoAsync(connection, line, cancellationToken);
        }
    }

    private static async Task DoAsync(LineConnection connection, string line, CancellationToken cancellationToken)
    {
        switch (line)
        {
            case "fail":
                throw new InvalidOperationException("As told.");
            case "hang":
                await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System, cancellationToken);
                break;
            case "flood":
                var flood = new string('x', 32 * 1024);
                do
                {
                    connection.Write(flood);
                }
                while (await connection.RelieveAsync(cancellationToken));
                break;
        }
    }
}
