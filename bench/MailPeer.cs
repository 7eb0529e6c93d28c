using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>Another mail server on this machine, started by a script of <c>peers/</c> on a port and in a folder of its own.</summary>
internal sealed class MailPeer : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private MailPeer(Process process, int port, string folder) => (_process, Port, Folder) = (process, port, folder);

    public int Port { get; }

    public string Folder { get; }

    public static async Task<MailPeer> StartAsync(string program, string script, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("toxmail-peer-").FullName;
        var port = PortPool.Take();
        var path = Path.Combine(AppContext.BaseDirectory, "peers", script);
        var process = Process.Start(new ProcessStartInfo(program, [path, $"{port}", folder]))!;
        ChildProcesses.Remember(process);
        var peer = new MailPeer(process, port, folder);
        await Wait.UntilAsync(() => AnswersAsync(port, cancellationToken), Timeout, () => $"{script} to listen", cancellationToken);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        Signal.SendTerminate(_process);
        await _process.WaitForExitAsync();
        ChildProcesses.Forget(_process);
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
