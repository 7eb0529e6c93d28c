using System.Diagnostics;
using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Hosts;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Support.Dns;

/// <summary>An authoritative server (nsd) on loopback.</summary>
internal sealed class Nsd : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly string _configuration;
    private readonly Daemon _daemon;

    private Nsd(int port, string configuration) => (Port, _configuration, _daemon) = (port, configuration, Daemon.Start("nsd", "-d", "-c", configuration));

    public int Port { get; }

    public static async Task<Nsd> StartAsync(string folder, IReadOnlyList<ServedZone> zones, CancellationToken cancellationToken)
    {
        var port = PortPool.Take();
        var configuration = Path.Combine(folder, "nsd.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder, port) + string.Concat(zones.Select(ZoneClause)), cancellationToken);
        var server = new Nsd(port, configuration);
        await Wait.UntilAsync(() => server.IsServingAsync(zones[^1].Name, serial: null, cancellationToken), _patience, () => $"nsd to serve: {server._daemon.Log}", cancellationToken);
        return server;
    }

    /// <summary>Has it read a zone's file again, and waits until it serves what is in there.</summary>
    public async Task ReloadAsync(string zone, int serial, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("nsd-control", ["-c", _configuration, "reload", zone]);
        var (exitCode, output) = await Command.TryAsync(start, cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"nsd-control: {output}");
        }

        await Wait.UntilAsync(() => IsServingAsync(zone, serial, cancellationToken), _patience, () => $"nsd to serve {zone} {serial}: {_daemon.Log}", cancellationToken);
    }

    public ValueTask DisposeAsync() => _daemon.DisposeAsync();

    private async Task<bool> IsServingAsync(string zone, int? serial, CancellationToken cancellationToken)
    {
        if (_daemon.HasExited)
        {
            throw new InvalidOperationException($"nsd ended: {_daemon.Log}");
        }

        var answer = await DnsAsker.TryAskAsync(Port, DnsName.Parse(zone), DnsType.SOA, cancellationToken);
        return answer?.Answers.FirstOrDefault(static record => record.Type is DnsType.SOA) is { } soa && (serial is null || Serial(soa) == serial);
    }

    /// <summary>The first of the five numbers at the end.</summary>
    private static int Serial(DnsRecord soa) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(soa.Data.Span[^20..]);

    private static string ZoneClause(ServedZone zone) => $"zone:\n name: \"{zone.Name}\"\n zonefile: \"{zone.File}\"\n";

    private static string Configuration(string folder, int port) => $"""
        server:
         ip-address: 127.0.0.1
         port: {port}
         do-ip6: no
         server-count: 1
         username: ""
         chroot: ""
         zonesdir: "{folder}"
         database: ""
         zonelistfile: "{folder}/nsd.zonelist"
         xfrdfile: "{folder}/nsd.xfrd"
         xfrdir: "{folder}"
         pidfile: "{folder}/nsd.pid"
         rrl-ratelimit: 0
        remote-control:
         control-enable: yes
         control-interface: "{folder}/nsd.socket"

        """;
}
