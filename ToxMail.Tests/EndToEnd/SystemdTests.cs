using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Tls;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>A real process and the socket that systemd gives a service of <c>Type=notify</c>.</summary>
public sealed class SystemdTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-notify-").FullName;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly StringBuilder _heard = new();

    public SystemdTests() => _socket.Bind(new UnixDomainSocketEndPoint(Notify));

    private string Notify => Path.Combine(_folder, "notify");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _socket.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_node_says_when_it_is_ready_and_when_it_stops()
    {
        await using var node = Node([]);
        node.Launch();

        await HearAsync("READY=1");
        Assert.True(File.Exists(Path.Combine(node.DataDirectory, "dashboard.url")), "The dashboard's address is known.");
        using var smtp = new TcpClient();
        await smtp.ConnectAsync(IPAddress.Loopback, node.SmtpPort, Cancelled);
        await HearAsync("STATUS=Every server listens.");
        Assert.DoesNotContain("STOPPING", _heard.ToString(), StringComparison.Ordinal);

        var stopped = node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        await HearAsync("STOPPING=1");
        Assert.Equal(0, await stopped);
    }

    [Fact]
    public async Task A_taken_port_does_not_hold_up_readiness_and_is_told()
    {
        await using var node = Node([]);
        using var holder = new TcpListener(IPAddress.Loopback, node.Pop3Port);
        holder.Start();
        node.Launch();

        await HearAsync("READY=1");
        await HearAsync($"STATUS=pop3 does not listen on 127.0.0.1:{node.Pop3Port}: Port {node.Pop3Port} is used by another program.");
        holder.Dispose();

        await HearAsync("STATUS=Every server listens.");
    }

    [Fact]
    public async Task A_reload_takes_the_users_new_certificate_without_ending_a_session()
    {
        var file = Path.Combine(_folder, "own.pem");
        var end = TimeProvider.System.GetUtcNow().AddDays(60);
        await File.WriteAllTextAsync(file, CertificateDesk.Foreign("one.example", end), Cancelled);
        await using var node = Node(new() { ["Tls:Certificate"] = file });
        await node.StartAsync(Cancelled);
        using var session = new SmtpClient();
        Assert.Equal("CN=one.example", await ShownAsync(session, node.SmtpPort));

        await File.WriteAllTextAsync(file, CertificateDesk.Foreign("two.example", end), Cancelled);
        node.Reload();

        await Wait.UntilAsync(async () => await ShownAsync(node.SmtpPort) == "CN=two.example", TimeSpan.FromSeconds(30), node.Tail, Cancelled);
        await session.NoOpAsync(Cancelled);
    }

    /// <summary>As systemd starts it: with its own signals, whatever those of the test run are (nohup(1) has SIGHUP ignored).</summary>
    private NodeProcess Node(Dictionary<string, string> more) => new("notify", MailCircle.Plain.Concat(more).ToDictionary(), new NodeSurroundings
    {
        Launcher = ["env", "--default-signal=HUP"],
        Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = Notify },
    });

    private static async Task<string?> ShownAsync(int port)
    {
        using var client = new SmtpClient();
        return await ShownAsync(client, port);
    }

    private static async Task<string?> ShownAsync(SmtpClient client, int port)
    {
        X509Certificate? shown = null;
        client.ServerCertificateValidationCallback = (_, certificate, _, _) => (shown = certificate) is not null;
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.StartTls, Cancelled);
        return shown?.Subject;
    }

    private async Task HearAsync(string words)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        limit.CancelAfter(NodeProcess.StartTimeout);
        var buffer = new byte[4096];
        while (!_heard.ToString().Contains(words, StringComparison.Ordinal))
        {
            var count = await _socket.ReceiveAsync(buffer, limit.Token);
            _heard.AppendLine(Encoding.UTF8.GetString(buffer, 0, count));
        }
    }
}
