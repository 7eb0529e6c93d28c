using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Support.Hosts;

/// <summary>
/// A second computer, as far as the network goes: a namespace joined to this one by a cable. Only inside <see cref="OwnNetwork"/>. Its nodes
/// listen on its own loopback; doors bring a test's mail client there without any use of the cable.
/// </summary>
internal sealed class OtherHost : IAsyncDisposable
{
    private const int NetworkNamespace = 0x40000000;
    private readonly List<TcpListener> _doors = [];
    private readonly Process _holder;

    private OtherHost(Process holder) => _holder = holder;

    /// <summary>What goes before a command that is to run there.</summary>
    public IReadOnlyList<string> Launcher => ["nsenter", "--net", $"--target={_holder.Id}"];

    /// <summary>Joins it by a cable; each end gets its address, written with its prefix length.</summary>
    public static async Task<OtherHost> ConnectAsync(string here, string there, CancellationToken cancellationToken)
    {
        var holder = Process.Start("unshare", ["--net", "sleep", "600"]);
        ChildProcesses.Remember(holder);
        var host = new OtherHost(holder);
        await Wait.UntilAsync(() => Task.FromResult(host.HasOwnNetwork()), TimeSpan.FromSeconds(10), () => "the second namespace", cancellationToken);
        await Command.RunAsync("ip", $"link add cable type veth peer name cable netns {holder.Id}", cancellationToken);
        await host.RunAsync("link set lo up", cancellationToken);
        await Command.RunAsync("ip", AddAddress(here), cancellationToken);
        await host.RunAsync(AddAddress(there), cancellationToken);
        await host.PlugAsync(cancellationToken);
        return host;
    }

    /// <summary>Pulls the cable: nothing passes, and no side is told by the other.</summary>
    public Task UnplugAsync(CancellationToken cancellationToken) => RunAsync("link set cable down", cancellationToken);

    public async Task PlugAsync(CancellationToken cancellationToken)
    {
        await Command.RunAsync("ip", "link set cable up", cancellationToken);
        await RunAsync("link set cable up", cancellationToken);
    }

    /// <summary>The other computer gets another address, as in another network.</summary>
    public async Task MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        await RunAsync($"addr del {from} dev cable", cancellationToken);
        await RunAsync(AddAddress(to), cancellationToken);
    }

    /// <summary>Opens the ports of a node there to mail clients here.</summary>
    public void OpenDoors(NodeProcess node)
    {
        foreach (var port in (int[])[node.SmtpPort, node.Pop3Port, node.DashboardPort])
        {
            var door = new TcpListener(IPAddress.Loopback, port);
            door.Start();
            _doors.Add(door);
            _ = ServeAsync(door, port);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _doors.ForEach(static door => door.Dispose());
        Signal.SendKill(_holder);
        await _holder.WaitForExitAsync();
        ChildProcesses.Forget(_holder);
        _holder.Dispose();
    }

    // No wait for a duplicate of an IPv6 address: nobody else is on the cable.
    private static string AddAddress(string address) => $"addr add {address} {(address.Contains(':') ? "nodad" : "broadcast +")} dev cable";

    private bool HasOwnNetwork() =>
        new FileInfo($"/proc/{_holder.Id}/ns/net").LinkTarget is { } theirs && theirs != new FileInfo("/proc/self/ns/net").LinkTarget;

    private Task RunAsync(string words, CancellationToken cancellationToken) =>
        Command.RunAsync(Launcher[0], $"{string.Join(' ', Launcher.Skip(1))} ip {words}", cancellationToken);

    private async Task ServeAsync(TcpListener door, int port)
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await door.AcceptSocketAsync(), port);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket client, int port)
    {
        try
        {
            await using var near = new NetworkStream(client, ownsSocket: true);
            await using var far = new NetworkStream(await ConnectThereAsync(port), ownsSocket: true);
            await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One side hung up, or the node does not run.
        }
    }

    /// <summary>A socket belongs to the namespace of the thread that made it; the thread ends with its errand.</summary>
    private Task<Socket> ConnectThereAsync(int port)
    {
        var result = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errand = new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/proc/{_holder.Id}/ns/net");
                if (SetNamespace(network, NetworkNamespace) != 0)
                {
                    throw new IOException("The other namespace is closed.");
                }

                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(IPAddress.Loopback, port);
                result.SetResult(socket);
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        });
        errand.Start();
        return result.Task;
    }

    [DllImport("libc", EntryPoint = "setns")]
    private static extern int SetNamespace(SafeFileHandle handle, int type);
}
