using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Tls;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>A real node with its own certificates, and clients that trust its CA and nothing else.</summary>
public sealed class TlsNodeTests : IAsyncLifetime
{
    private readonly NodeProcess _node;
    private readonly int _smtpsPort = PortPool.Take();
    private readonly int _pop3sPort = PortPool.Take();

    public TlsNodeTests() => _node = new NodeProcess("tls", MailCircle.Plain.Concat(new Dictionary<string, string>
    {
        ["Smtp:TlsPort"] = $"{_smtpsPort}",
        ["Pop3:TlsPort"] = $"{_pop3sPort}",
    }).ToDictionary());

    private string Tls => Path.Combine(_node.DataDirectory, "tls");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task Clients_that_check_the_certificate_get_in_by_every_way()
    {
        await _node.StartAsync(Cancelled);
        var login = await _node.Api.CreatePasswordAsync("tls", Cancelled);
        var listeners = (await _node.Api.StatusAsync(Cancelled)).Listeners;
        Assert.Equal(["dashboard", "pop3", "pop3s", "smtp", "smtps"], listeners.Where(one => one.State == "listening").Select(one => one.Name).Order());

        foreach (var host in (string[])["localhost", "127.0.0.1"])
        {
            using var smtps = new SmtpClient { ServerCertificateValidationCallback = _node.IsTrusted };
            await smtps.ConnectAsync(host, _smtpsPort, SecureSocketOptions.SslOnConnect, Cancelled);
            await smtps.AuthenticateAsync(login.Username, login.Password, Cancelled);
            using var smtp = new SmtpClient { ServerCertificateValidationCallback = _node.IsTrusted };
            await smtp.ConnectAsync(host, _node.SmtpPort, SecureSocketOptions.StartTls, Cancelled);
            await smtp.AuthenticateAsync(login.Username, login.Password, Cancelled);
            using var pop3s = new Pop3Client { ServerCertificateValidationCallback = _node.IsTrusted };
            await pop3s.ConnectAsync(host, _pop3sPort, SecureSocketOptions.SslOnConnect, Cancelled);
            await pop3s.AuthenticateAsync(login.Username, login.Password, Cancelled);
            using var pop3 = new Pop3Client { ServerCertificateValidationCallback = _node.IsTrusted };
            await pop3.ConnectAsync(host, _node.Pop3Port, SecureSocketOptions.StartTls, Cancelled);
        }

        Assert.Equal(0, await _node.StopAsync(NodeProcess.StopTimeout, Cancelled));
    }

    /// <summary>CVE-2011-0411 and its kin: whatever came before the handshake is not taken for what the client says under TLS.</summary>
    [Fact]
    public async Task Commands_sent_in_plain_text_never_count_under_TLS()
    {
        await _node.StartAsync(Cancelled);

        await using var smtp = await RawLines.ConnectAsync(_node.SmtpPort, Cancelled);
        await ReadToAsync(smtp, "220 ");
        await smtp.WriteLineAsync("EHLO client.example", Cancelled);
        await ReadToAsync(smtp, "250 ");
        await smtp.WriteLineAsync("STARTTLS\r\nEHLO injected.example\r\nNOOP", Cancelled);
        await ReadToAsync(smtp, "421 4.7.0");
        await AssertEndsAsync(smtp);

        await using var pop3 = await RawLines.ConnectAsync(_node.Pop3Port, Cancelled);
        await ReadToAsync(pop3, "+OK");
        await pop3.WriteLineAsync("STLS\r\nUSER injected", Cancelled);
        await ReadToAsync(pop3, "-ERR");
        await AssertEndsAsync(pop3);

        await AssertInjectionAfterGoAheadFailsAsync(_node.SmtpPort, "EHLO client.example\r\n", "250 ", "STARTTLS\r\n", "220 ");
        await AssertInjectionAfterGoAheadFailsAsync(_node.Pop3Port, "", "+OK", "STLS\r\n", "+OK");
        var old = await Verifier.RunAsync("openssl", "s_client", "-connect", $"127.0.0.1:{_smtpsPort}", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
        Assert.Contains("New, (NONE), Cipher is (NONE)", old.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_TLS_port_is_told_and_taken_when_it_is_free()
    {
        var holder = new TcpListener(IPAddress.Loopback, _pop3sPort);
        holder.Start();
        _node.Launch();
        using var api = await WaitForApiAsync();
        var error = (await ListenerAsync(api, "pop3s", one => one.Error is not null)).Error;
        Assert.Equal($"Port {_pop3sPort} is used by another program.", error);
        Assert.Equal("listening", (await ListenerAsync(api, "smtps", _ => true)).State);

        holder.Dispose();

        await ListenerAsync(api, "pop3s", one => one.State == "listening");
    }

    [Fact]
    public async Task A_broken_CA_costs_TLS_alone_and_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Tls).FullName, "ca.key"), "broken", Cancelled);
        _node.Launch();
        using var api = await WaitForApiAsync();

        Assert.Contains("ca.key", (await ListenerAsync(api, "smtps", one => one.Error is not null)).Error, StringComparison.Ordinal);
        Assert.Equal("listening", (await ListenerAsync(api, "smtp", _ => true)).State);
        await using var smtp = await RawLines.ConnectAsync(_node.SmtpPort, Cancelled);
        await smtp.WriteLineAsync("EHLO client.example", Cancelled);
        Assert.DoesNotContain(await ReadToAsync(smtp, "250 "), line => line.Contains("STARTTLS", StringComparison.Ordinal));
        Assert.Equal("broken", await File.ReadAllTextAsync(Path.Combine(Tls, "ca.key"), Cancelled));
        Assert.Contains("toxmail certificate replace", _node.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _node.Output, StringComparison.Ordinal);
    }

    private static async Task AssertInjectionAfterGoAheadFailsAsync(int port, string hello, string helloReply, string upgrade, string goAhead)
    {
        await using var lines = await RawLines.ConnectAsync(port, Cancelled);
        if (hello.Length > 0)
        {
            await lines.Stream.WriteAsync(Encoding.ASCII.GetBytes(hello), Cancelled);
        }

        await ReadToAsync(lines, helloReply);
        await lines.Stream.WriteAsync(Encoding.ASCII.GetBytes(upgrade), Cancelled);
        await ReadToAsync(lines, goAhead);
        await lines.Stream.WriteAsync("NOOP\r\n"u8.ToArray(), Cancelled);
        await AssertEndsAsync(lines);
    }

    private static async Task<IReadOnlyList<string>> ReadToAsync(RawLines lines, string start)
    {
        List<string> read = [];
        do
        {
            read.Add(await lines.ReadLineAsync(Cancelled));
            Assert.True(read.Count < 100, string.Join('\n', read));
        }
        while (!read[^1].StartsWith(start, StringComparison.Ordinal));

        return read;
    }

    /// <summary>The server may say goodbye in TLS (an alert) but answers no command any more.</summary>
    private static async Task AssertEndsAsync(RawLines lines)
    {
        var buffer = new byte[4096];
        var heard = new MemoryStream();
        try
        {
            int count;
            while ((count = await lines.Stream.ReadAsync(buffer, Cancelled)) > 0)
            {
                heard.Write(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            // Cut, which is an end too.
        }

        var text = Encoding.ASCII.GetString(heard.ToArray());
        Assert.DoesNotContain("250", text, StringComparison.Ordinal);
        Assert.DoesNotContain("+OK", text, StringComparison.Ordinal);
    }

    private async Task<ListenerView> ListenerAsync(NodeApi api, string name, Func<ListenerView, bool> isWanted) => await Wait.ForAsync(
        async () => (await api.StatusAsync(Cancelled)).Listeners.FirstOrDefault(one => one.Name == name && isWanted(one)),
        NodeProcess.StartTimeout,
        _node.Tail,
        Cancelled);

    private async Task<NodeApi> WaitForApiAsync()
    {
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(_node.DataDirectory, "dashboard.url"))), NodeProcess.StartTimeout, _node.Tail, Cancelled);
        return new NodeApi(_node.DashboardPort, (await File.ReadAllTextAsync(Path.Combine(_node.DataDirectory, "api.token"), Cancelled)).Trim());
    }
}
