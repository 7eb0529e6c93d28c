using System.Diagnostics;
using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Hosts;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Support.Dns;

/// <summary>A validating resolver (unbound) on loopback that knows nothing but the zones of one authoritative server.</summary>
internal sealed class Unbound : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly string _configuration;
    private readonly Daemon _daemon;

    private Unbound(int port, string configuration) =>
        (Port, _configuration, _daemon) = (port, configuration, Daemon.Start("unbound", "-d", "-p", "-c", configuration));

    public int Port { get; }

    /// <summary>Each resolver needs a folder of its own. The trust anchors are DS records; more lines for the <c>server:</c> clause may follow, such as for TLS.</summary>
    public static async Task<Unbound> StartAsync(
        string folder, int authorityPort, IEnumerable<string> zones, IEnumerable<string> trustAnchors, string serverLines, CancellationToken cancellationToken)
    {
        var port = PortPool.Take();
        var configuration = Path.Combine(folder, "unbound.conf");
        var stubs = string.Concat(zones.Select(zone => $"stub-zone:\n name: \"{zone}\"\n stub-addr: 127.0.0.1@{authorityPort}\n"));
        var anchors = string.Concat(trustAnchors.Select(static anchor => $" trust-anchor: \"{anchor}\"\n"));
        await File.WriteAllTextAsync(configuration, $"server:\n{Configuration(folder, port)}{anchors}{serverLines}\n{RemoteControl(folder)}{stubs}", cancellationToken);
        var server = new Unbound(port, configuration);
        await Wait.UntilAsync(() => server.IsServingAsync(cancellationToken), _patience, () => $"unbound to answer: {server._daemon.Log}", cancellationToken);
        return server;
    }

    /// <summary>Forgets what it keeps of a zone.</summary>
    public async Task FlushAsync(string zone, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await Command.TryAsync(new ProcessStartInfo("unbound-control", ["-c", _configuration, "flush_zone", zone]), cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"unbound-control: {output}");
        }
    }

    public ValueTask DisposeAsync() => _daemon.DisposeAsync();

    private async Task<bool> IsServingAsync(CancellationToken cancellationToken)
    {
        if (_daemon.HasExited)
        {
            throw new InvalidOperationException($"unbound ended: {_daemon.Log}");
        }

        return await DnsAsker.TryAskAsync(Port, DnsName.Root, DnsType.SOA, cancellationToken) is { Code: DnsRcode.NoError };
    }

    private static string Configuration(string folder, int port) => $"""
         directory: "{folder}"
         chroot: ""
         username: ""
         pidfile: "{folder}/unbound.pid"
         interface: 127.0.0.1@{port}
         port: {port}
         use-syslog: no
         num-threads: 1
         do-ip6: no
         do-not-query-localhost: no
         local-zone: "test." nodefault
         module-config: "validator iterator"
         val-log-level: 2
         msg-cache-size: 4m
         rrset-cache-size: 4m

        """;

    private static string RemoteControl(string folder) => $"""
        remote-control:
         control-enable: yes
         control-use-cert: no
         control-interface: "{folder}/unbound.socket"

        """;
}
