using System.Net.Sockets;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using ToxMail.Tests.Support.Hosts;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Hosts;

/// <summary>The mail servers on an address of this machine that is not loopback; whoever connects to it has that address too.</summary>
public sealed class RemoteLoginTests
{
    private const string Address = "10.99.0.1";

    [Fact]
    public Task Passwords_of_other_machines_are_taken_over_TLS_only() => OwnNetwork.RunAsync(async ct =>
    {
        await Command.RunAsync("ip", $"addr add {Address}/32 dev lo", ct);
        await using var node = new NodeProcess("anna", MailCircle.Plain.Concat(new Dictionary<string, string>
        {
            ["Smtp:Address"] = Address,
            ["Smtp:AllowRemote"] = "true",
            ["Pop3:Address"] = Address,
            ["Pop3:AllowRemote"] = "true",
            ["Tls:Names:0"] = Address,
        }).ToDictionary());
        await node.StartAsync(ct);
        var login = await node.Api.CreatePasswordAsync("remote", ct);

        var smtp = await SayAsync(node.SmtpPort, $"EHLO x\r\nAUTH PLAIN {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{login.Username}\0{login.Password}"))}\r\nQUIT\r\n", ct);
        Assert.DoesNotContain("250-AUTH", smtp, StringComparison.Ordinal);
        Assert.Contains("\r\n538 5.7.11 ", smtp, StringComparison.Ordinal);
        var pop3 = await SayAsync(node.Pop3Port, $"CAPA\r\nUSER {login.Username}\r\nPASS {login.Password}\r\nAUTH PLAIN\r\nQUIT\r\n", ct);
        Assert.DoesNotContain("\r\nUSER\r\n", pop3, StringComparison.Ordinal);
        Assert.DoesNotContain("SASL", pop3, StringComparison.Ordinal);
        Assert.Equal(3, pop3.Split("\r\n-ERR [AUTH] ").Length - 1);

        using var sender = new SmtpClient { ServerCertificateValidationCallback = node.IsTrusted };
        await sender.ConnectAsync(Address, node.SmtpPort, SecureSocketOptions.StartTls, ct);
        await sender.AuthenticateAsync(login.Username, login.Password, ct);
        using var reader = new Pop3Client { ServerCertificateValidationCallback = node.IsTrusted };
        await reader.ConnectAsync(Address, node.Pop3Port, SecureSocketOptions.StartTls, ct);
        await reader.AuthenticateAsync(login.Username, login.Password, ct);
        Assert.Equal(0, reader.Count);
    });

    /// <summary>All that the server says until it hangs up.</summary>
    private static async Task<string> SayAsync(int port, string lines, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address, port, cancellationToken);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(lines), cancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
