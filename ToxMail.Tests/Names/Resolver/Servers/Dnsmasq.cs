using ToxMail.Core.Names.Dns;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>Debian's dnsmasq, which many a home router runs. It signs nothing here and asks nobody.</summary>
internal sealed class Dnsmasq : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Daemon _daemon;

    private Dnsmasq(int port, IEnumerable<string> records) => (Port, _daemon) = (port, Daemon.Start(
        "dnsmasq",
        [
            "--keep-in-foreground", "--conf-file=/dev/null", $"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces",
            "--no-resolv", "--no-hosts", "--local=/test/", "--local-ttl=60", $"--user={Environment.UserName}", "--log-facility=-", "--pid-file=",
            .. records.Select(record => $"--txt-record={record}"),
        ]));

    public int Port { get; }

    /// <summary>Starts it with these records: each a name, a comma, and its strings with commas between.</summary>
    public static async Task<Dnsmasq> StartAsync(CancellationToken cancellationToken, params string[] records)
    {
        var dnsmasq = new Dnsmasq(PortPool.Take(), records);
        await Wait.UntilAsync(
            async () => await DnsAsker.TryAskAsync(dnsmasq.Port, DnsName.Parse("test"), DnsType.TXT, cancellationToken) is not null,
            _patience,
            () => $"dnsmasq to answer: {dnsmasq._daemon.Log}",
            cancellationToken);
        return dnsmasq;
    }

    public ValueTask DisposeAsync() => _daemon.DisposeAsync();
}
