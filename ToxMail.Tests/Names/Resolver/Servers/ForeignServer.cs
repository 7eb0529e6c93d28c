using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>Another project's DNS server in a folder and on ports of its own, ended with the test.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private Process? _process;

    public string Folder { get; } = Directory.CreateTempSubdirectory("toxmail-dns-").FullName;

    private string Log => Path.Combine(Folder, "log");

    /// <summary>Starts the program in the folder and waits until it takes connections on the port.</summary>
    public async Task StartAsync(int port, CancellationToken cancellationToken, params string[] command)
    {
        // Through a shell only for its log: without pipes nothing of it can block us.
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >log 2>&1", "sh", .. command]) { WorkingDirectory = Folder })
            ?? throw new InvalidOperationException($"{command[0]} did not start.");
        ChildProcesses.Remember(_process);
        await Wait.UntilAsync(() => AnswersAsync(port), Timeout, () => $"{command[0]}: {File.ReadAllText(Log)}", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            Signal.SendTerminate(process);
            await process.WaitForExitAsync();
            ChildProcesses.Forget(process);
            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> AnswersAsync(int port)
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"It ended: {await File.ReadAllTextAsync(Log)}");
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
