using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Names.Resolver.Servers;

/// <summary>Debian's dnsmasq: the smallest server that anybody runs at home. It signs nothing and asks nobody.</summary>
internal sealed class Dnsmasq : IAsyncDisposable
{
    private readonly ForeignServer _server = new();

    public int Port { get; } = PortPool.Take();

    /// <summary>Starts it with these records: each a name, a comma, and its strings with commas between.</summary>
    public static async Task<Dnsmasq> StartAsync(CancellationToken cancellationToken, params string[] records)
    {
        var dnsmasq = new Dnsmasq();
        string[] options =
        [
            "--keep-in-foreground", "--conf-file=/dev/null", $"--port={dnsmasq.Port}", "--listen-address=127.0.0.1", "--bind-interfaces",
            "--no-resolv", "--no-hosts", "--local=/test/", "--local-ttl=60", $"--user={Environment.UserName}", "--log-facility=-", "--pid-file=",
        ];
        await dnsmasq._server.StartAsync(dnsmasq.Port, cancellationToken, ["dnsmasq", .. options, .. records.Select(record => $"--txt-record={record}")]);
        return dnsmasq;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
