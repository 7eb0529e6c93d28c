using System.Diagnostics;
using ToxMail.Core.Tox;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>
/// A private Tox network on loopback: one <c>tox-bootstrapd</c> with a TCP relay on fresh ports. The relay is needed even where UDP is on:
/// without one, nodes that restart often do not find each other again.
/// </summary>
internal sealed class ToxTestNetwork : IAsyncDisposable
{
    private const int KeyFileSize = 64;
    private const int PublicKeySize = 32;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-net-").FullName;
    private Process? _daemon;

    private ToxTestNetwork(bool tcpOnly, string host) => (TcpOnly, Host) = (tcpOnly, host);

    /// <summary>The address at which nodes find it.</summary>
    public string Host { get; }

    /// <summary>True when nodes of this network get no UDP, so that all they say passes the relay.</summary>
    public bool TcpOnly { get; }

    public int UdpPort { get; } = PortPool.Take();

    public int TcpPort { get; } = PortPool.Take();

    public string PublicKey { get; private set; } = "";

    public static async Task<ToxTestNetwork> StartAsync(bool tcpOnly, CancellationToken cancellationToken, string host = "127.0.0.1")
    {
        var network = new ToxTestNetwork(tcpOnly, host);
        await File.WriteAllTextAsync(network.Configuration, network.ConfigurationText(), cancellationToken);
        await network.StartRelayAsync(cancellationToken);
        return network;
    }

    /// <summary>The configuration that brings a node into this network and no other.</summary>
    public IReadOnlyDictionary<string, string> NodeConfiguration() => new Dictionary<string, string>
    {
        ["Tox:UseDefaultBootstrapNodes"] = "false",
        ["Tox:LocalDiscovery"] = "false",
        ["Tox:Ipv6Enabled"] = Ipv6,
        ["Tox:UdpEnabled"] = TcpOnly ? "false" : "true",
        ["Tox:BootstrapNodes:0:Host"] = Host,
        ["Tox:BootstrapNodes:0:Port"] = $"{UdpPort}",
        ["Tox:BootstrapNodes:0:PublicKey"] = PublicKey,
        ["Tox:BootstrapNodes:0:TcpPorts:0"] = $"{TcpPort}",
    };

    /// <summary>The same for a Tox node inside the test's process.</summary>
    public BootstrapNode AsBootstrapNode() => new(Host, (ushort)UdpPort, new Core.Addressing.PublicKey(Convert.FromHexString(PublicKey)), [(ushort)TcpPort]);

    /// <summary>Starts the daemon, or starts it again with the key and ports it had.</summary>
    public async Task StartRelayAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("tox-bootstrapd", ["--foreground", "--log-backend=stdout", $"--config={Configuration}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _daemon = Process.Start(start) ?? throw new InvalidOperationException("tox-bootstrapd did not start.");
        ChildProcesses.Remember(_daemon);
        _daemon.OutputDataReceived += static (_, _) => { };
        _daemon.ErrorDataReceived += static (_, _) => { };
        _daemon.BeginOutputReadLine();
        _daemon.BeginErrorReadLine();
        var key = await Wait.ForAsync(ReadKeyAsync, StartTimeout, () => $"tox-bootstrapd to write its key (exited: {_daemon.HasExited})", cancellationToken);
        PublicKey = Convert.ToHexString(key);
    }

    /// <summary>Cuts the network at once, as a pulled cable does: in <see cref="TcpOnly"/> mode nothing passes any more.</summary>
    public async Task KillRelayAsync(CancellationToken cancellationToken)
    {
        if (_daemon is { } daemon)
        {
            Signal.SendKill(daemon);
            await daemon.WaitForExitAsync(cancellationToken);
            ChildProcesses.Forget(daemon);
            daemon.Dispose();
            _daemon = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillRelayAsync(CancellationToken.None);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string Ipv6 => Host.Contains(':') ? "true" : "false";

    private string Configuration => Path.Combine(_folder, "tox-bootstrapd.conf");

    private string KeyFile => Path.Combine(_folder, "keys");

    private async Task<byte[]?> ReadKeyAsync()
    {
        if (!File.Exists(KeyFile) || new FileInfo(KeyFile).Length < KeyFileSize)
        {
            return null;
        }

        var pair = await File.ReadAllBytesAsync(KeyFile);
        return pair[..PublicKeySize];
    }

    private string ConfigurationText() => $"""
        port = {UdpPort}
        keys_file_path = "{KeyFile}"
        pid_file_path = "{Path.Combine(_folder, "pid")}"
        enable_ipv6 = {Ipv6}
        enable_ipv4_fallback = true
        enable_lan_discovery = false
        enable_tcp_relay = true
        tcp_relay_ports = [{TcpPort}]
        enable_motd = false
        motd = "test"
        bootstrap_nodes = ()
        """;
}
