using System.Diagnostics;
using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Support.Hosts;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>Debian's knot as the authority of <c>example.test</c>, which it makes keys for and signs by itself.</summary>
internal sealed class Knot : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly Daemon _daemon;

    private Knot(string folder, int port) => (_folder, Port, _daemon) = (folder, port, Daemon.Start("knotd", "-c", ConfigurationIn(folder)));

    public int Port { get; }

    /// <summary>The zone's DS records, as the setting takes them.</summary>
    public IReadOnlyList<string> TrustAnchors { get; private set; } = [];

    /// <summary>Starts it with one record, and waits until that is signed.</summary>
    public static async Task<Knot> StartAsync(string algorithm, string record, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("toxmail-knot-").FullName;
        var port = PortPool.Take();
        await File.WriteAllTextAsync(ConfigurationIn(folder), Configuration(folder, port, algorithm), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "zone"), Zone(record), cancellationToken);
        var knot = new Knot(folder, port);
        await Wait.UntilAsync(() => knot.HasSignedAsync(cancellationToken), _patience, () => $"knot to sign: {knot._daemon.Log}", cancellationToken);
        knot.TrustAnchors = await ReadAnchorsAsync(folder, cancellationToken);
        return knot;
    }

    public async ValueTask DisposeAsync()
    {
        await _daemon.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> HasSignedAsync(CancellationToken cancellationToken) =>
        await DnsAsker.TryAskAsync(Port, DnsName.Parse("example.test"), DnsType.DNSKEY, cancellationToken) is { } answer
        && answer.Answers.Any(record => record.Type is DnsType.RRSIG);

    private static async Task<IReadOnlyList<string>> ReadAnchorsAsync(string folder, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await Command.TryAsync(new ProcessStartInfo("keymgr", ["-c", ConfigurationIn(folder), "example.test.", "ds"]), cancellationToken);
        return exitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException($"keymgr: {output}");
    }

    private static string ConfigurationIn(string folder) => Path.Combine(folder, "knot.conf");

    private static string Configuration(string folder, int port, string algorithm) => $"""
        server:
            rundir: "{folder}"
            listen: 127.0.0.1@{port}
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
        control:
            listen: "{folder}/knot.sock"
        database:
            storage: "{folder}"
        log:
          - target: stderr
            any: info
        policy:
          - id: automatic
            algorithm: {algorithm}
            single-type-signing: on
        zone:
          - domain: example.test
            storage: "{folder}"
            file: zone
            zonefile-sync: -1
            zonefile-load: difference
            journal-content: all
            dnssec-signing: on
            dnssec-policy: automatic

        """;

    private static string Zone(string record) => $"""
        $ORIGIN example.test.
        $TTL 60
        @ IN SOA ns host 1 3600 600 86400 60
        @ IN NS ns
        ns IN A 127.0.0.1
        {record}

        """;
}
