using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using ToxMail.Core.Net;
using ToxMail.Tests.Pop3;
using ToxMail.Tests.Smtp;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Net;

/// <summary>TLS on both mail servers, with a certificate made here.</summary>
public sealed class TlsTests
{
    private static readonly X509Certificate2 Certificate = NewCertificate();

    private static readonly TlsOffer Offer = new(() => new SslServerAuthenticationOptions { ServerCertificate = Certificate }, () => "");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls13, false)]
    public async Task Carries_a_mail_in_and_out(SslProtocols version, bool upgrade)
    {
        await using var servers = await MailServers.StartAsync(tls: Offer);
        using var smtp = new SmtpClient { SslProtocols = version, ServerCertificateValidationCallback = IsOurs };
        await smtp.ConnectAsync("127.0.0.1", upgrade ? servers.SmtpPort : servers.SmtpsPort, upgrade ? SecureSocketOptions.StartTls : SecureSocketOptions.SslOnConnect, Token);
        Assert.Equal(version, smtp.SslProtocol);
        await smtp.AuthenticateAsync(servers.Login.Username, servers.Login.Password, Token);
        var message = new MimeMessage { Body = new TextPart("plain") { Text = new string('x', 1_000_000) } };
        message.From.Add(MailboxAddress.Parse("me@tox.alt"));
        message.To.Add(MailboxAddress.Parse("bob@tox.alt"));
        await smtp.SendAsync(message, Token);
        await smtp.DisconnectAsync(true, Token);
        await servers.ReceiveAsync(await servers.QueuedBytesAsync());

        using var pop3 = new Pop3Client { SslProtocols = version, ServerCertificateValidationCallback = IsOurs };
        await pop3.ConnectAsync("127.0.0.1", upgrade ? servers.Pop3Port : servers.Pop3sPort, upgrade ? SecureSocketOptions.StartTls : SecureSocketOptions.SslOnConnect, Token);
        await pop3.AuthenticateAsync(servers.Login.Username, servers.Login.Password, Token);
        Assert.Equal(1_000_000, (await pop3.GetMessageAsync(0, Token)).TextBody?.TrimEnd().Length);
        await pop3.DisconnectAsync(true, Token);
    }

    [Theory] // RFC 3207 4.2, CVE-2011-0411
    [InlineData("STARTTLS\r\nRSET\r\n")]
    [InlineData("STARTTLS\r\nx")]
    public async Task Refuses_plain_text_behind_STARTTLS(string command)
    {
        await using var servers = await MailServers.StartAsync(tls: Offer);
        await using var client = await SmtpDialogue.OpenAsync(servers, "Greeted");
        await client.SendAsync(command);
        Assert.StartsWith("421 4.7.0", await client.HearAsync(), StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }

    [Fact] // RFC 2595 4
    public async Task Refuses_plain_text_behind_STLS()
    {
        await using var servers = await MailServers.StartAsync(tls: Offer);
        await using var client = await Pop3Dialogue.OpenAsync(servers);
        await client.SendAsync("STLS\r\nNOOP\r\n");
        Assert.StartsWith("-ERR ", await client.HearAsync(), StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Takes_plain_text_after_the_go_ahead_for_a_failed_handshake()
    {
        await using var servers = await MailServers.StartAsync(tls: Offer);
        await using var client = await SmtpDialogue.OpenAsync(servers, "Greeted");
        Assert.StartsWith("220 ", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        await client.SendAsync("EHLO client.example\r\n");
        await Assert.ThrowsAnyAsync<IOException>(client.HearAsync);
    }

    [Fact] // RFC 3207 4.2
    public async Task Forgets_all_that_was_said_in_plain_text()
    {
        await using var servers = await MailServers.StartAsync(tls: Offer);
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.StartsWith("220 ", await client.SayAsync("STARTTLS"), StringComparison.Ordinal);
        await using var tls = new SslStream(client.Stream, leaveInnerStreamOpen: true, IsOurs);
        await tls.AuthenticateAsClientAsync("localhost");
        await tls.WriteAsync("MAIL FROM:<me@tox.alt>\r\nEHLO client.example\r\nMAIL FROM:<me@tox.alt>\r\nSTARTTLS\r\n"u8.ToArray(), Token);
        using var reader = new StreamReader(tls);
        Assert.StartsWith("503 5.5.1", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        string? line;
        while ((line = await reader.ReadLineAsync(Token))?.StartsWith("250", StringComparison.Ordinal) == true)
        {
            Assert.DoesNotContain("STARTTLS", line, StringComparison.Ordinal);
        }

        Assert.StartsWith("530 5.7.0", line, StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_clients_that_never_shake_hands()
    {
        // Time stands still: nobody is cut off because the handshake did not come.
        await using var servers = await MailServers.StartAsync(tls: Offer, smtp: MailServers.QuickSmtp with { Sessions = 2 }, time: new FakeTimeProvider());
        await using var first = await RawLines.ConnectAsync(servers.SmtpsPort, Token);
        await using var second = await RawLines.ConnectAsync(servers.SmtpsPort, Token);

        var fault = await Record.ExceptionAsync(async () =>
        {
            await using var third = await RawLines.ConnectAsync(servers.SmtpsPort, Token);
            await third.ReadLineAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Token);
        });

        // The reset may come before the client's system has told that it is connected.
        Assert.True(fault is IOException or SocketException, $"{fault}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Waits_for_a_handshake_no_longer_than_half_a_minute(bool isUpgrade)
    {
        var time = new FakeTimeProvider();
        await using var servers = await MailServers.StartAsync(tls: Offer, time: time);
        await using var client = await RawLines.ConnectAsync(isUpgrade ? servers.SmtpPort : servers.SmtpsPort, Token);
        if (isUpgrade)
        {
            await client.ReadLineAsync(Token);
            await client.WriteLineAsync("EHLO x\r\nSTARTTLS", Token);
            string line;
            do
            {
                line = await client.ReadLineAsync(Token);
            }
            while (!line.StartsWith("220 ", StringComparison.Ordinal));
        }

        // In steps, as nobody tells when the wait has begun; together shorter than the idle time.
        var closed = Assert.ThrowsAnyAsync<IOException>(() => client.ReadLineAsync(Token));
        for (var i = 0; i < 8 && !closed.IsCompleted; i++)
        {
            await Task.WhenAny(closed, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Token));
            time.Advance(TimeSpan.FromSeconds(30));
        }

        await closed;
    }

    private static bool IsOurs(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == Certificate.GetCertHashString();

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
