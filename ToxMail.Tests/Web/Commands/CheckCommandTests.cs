using System.Net;
using System.Net.Sockets;
using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using ToxMail.Tests.Tls;
using ToxMail.Web.Commands;
using Xunit;

namespace ToxMail.Tests.Web.Commands;

/// <summary><c>toxmail check</c>, on a folder at rest and beside a running node.</summary>
public sealed class CheckCommandTests(WebNode node) : IClassFixture<WebNode>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_check_finds_a_node_that_is_not_connected()
    {
        var running = await CommandRun.OfAsync("check", "--data", node.Folder);
        var stopped = await CommandRun.OfAsync("check", "--data", _folder, "--ToxMail:Smtp:Port", "0", "--ToxMail:Pop3:Port", "0", "--ToxMail:Dashboard:Port", "0");

        Assert.Equal(ExitCode.Failure, running.Code);
        Assert.Contains("FAULT  Network", running.Output, StringComparison.Ordinal);
        Assert.Contains("ok     smtp", running.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Success, ""), (stopped.Code, stopped.Errors));
        Assert.Contains("-      Network         not checked", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("ok     Tox library     libtoxcore 0.2.", stopped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_names_a_taken_port()
    {
        var taken = node.Root.Port;

        var check = await CommandRun.OfAsync("check", "--data", _folder, "--ToxMail:Smtp:Port", $"{taken}", "--ToxMail:Pop3:Port=0", "--ToxMail:Dashboard:Port=0");

        Assert.Equal(ExitCode.Failure, check.Code);
        Assert.Contains("FAULT  SMTP port", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_looks_at_the_ports_of_the_tox_network()
    {
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)udp.LocalEndPoint!).Port;
        string[] words = ["check", "--data", _folder, "--ToxMail:Smtp:Port=0", "--ToxMail:Pop3:Port=0", "--ToxMail:Dashboard:Port=0", "--ToxMail:Tox:Ipv6Enabled=false", $"--ToxMail:Tox:StartPort={port}", $"--ToxMail:Tox:TcpRelayPort={node.Root.Port}"];

        var none = await CommandRun.OfAsync([.. words, $"--ToxMail:Tox:EndPort={port}"]);
        var some = await CommandRun.OfAsync([.. words, $"--ToxMail:Tox:EndPort={ushort.MaxValue}"]);

        Assert.Contains($"FAULT  Tox UDP port    every port from {port} to {port} is taken", none.Output, StringComparison.Ordinal);
        Assert.Contains("FAULT  Tox relay port", none.Output, StringComparison.Ordinal);
        Assert.Contains("ok     Tox UDP port", some.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_reads_a_certificate_of_the_users_own()
    {
        var file = Path.Combine(_folder, "own.pem");
        string[] words = ["check", "--data", _folder, "--ToxMail:Smtp:Port=0", "--ToxMail:Pop3:Port=0", "--ToxMail:Dashboard:Port=0", $"--ToxMail:Tls:Certificate={file}"];

        var missing = await CommandRun.OfAsync(words);
        await File.WriteAllTextAsync(file, "no certificate", TemporaryStore.Ct);
        var damaged = await CommandRun.OfAsync(words);
        await File.WriteAllTextAsync(file, CertificateDesk.Foreign("mail.example.org", TimeProvider.System.GetUtcNow().AddYears(1)), TemporaryStore.Ct);
        var good = await CommandRun.OfAsync(words);

        Assert.Equal((ExitCode.Failure, ExitCode.Failure, ExitCode.Success), (missing.Code, damaged.Code, good.Code));
        Assert.Contains($"FAULT  Certificate     {file} is not there.", missing.Output, StringComparison.Ordinal);
        Assert.Contains("FAULT  Certificate     ", damaged.Output, StringComparison.Ordinal);
        Assert.Contains($"ok     Certificate     your own, {file}", good.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_node_left_is_not_asked()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        await CommandRun.OfAsync("id", "--data", _folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "api.token"), new string('a', 64), TemporaryStore.Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "dashboard.url"), $"http://{stranger.LocalEndpoint}/", TemporaryStore.Ct);

        var check = await CommandRun.OfAsync("check", "--data", _folder, "--ToxMail:Smtp:Port=0", "--ToxMail:Pop3:Port=0", "--ToxMail:Dashboard:Port=0");
        var login = await CommandRun.OfAsync("login", "--data", _folder);

        Assert.Equal((ExitCode.Success, ""), (check.Code, check.Errors));
        Assert.StartsWith("No node is running", login.Errors, StringComparison.Ordinal);
        Assert.False(stranger.Pending());
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("404 Not Found")]
    public async Task What_is_no_node_is_called_so(string status)
    {
        using var held = DataDirectory.Open(_folder);
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var answering = AnswerAsync(stranger, $"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\n<p>");
        await File.WriteAllTextAsync(Path.Combine(_folder, "api.token"), new string('a', 64), TemporaryStore.Ct);
        await File.WriteAllTextAsync(Path.Combine(_folder, "dashboard.url"), $"http://{stranger.LocalEndpoint}/", TemporaryStore.Ct);

        var check = await CommandRun.OfAsync("check", "--data", _folder);
        await answering;

        Assert.Equal((ExitCode.Failure, ""), (check.Code, check.Errors));
        Assert.Matches("FAULT  Node +(What answers at the dashboard's address is not a ToxMail node|The running node answered with status 404)", check.Output);
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync(TemporaryStore.Ct);
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[16], 16, cancellationToken: TemporaryStore.Ct);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TemporaryStore.Ct);
    }
}
