using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>A mail client's library as the client.</summary>
public sealed class MailKitSubmissionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Sends_a_mail(string mechanism)
    {
        await using var servers = await MailServers.StartAsync();
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", servers.SmtpPort, SecureSocketOptions.None, Token);
        Assert.Equal(104_857_600u, client.MaxSize);
        Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.Pipelining | SmtpCapabilities.Dsn | SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime));
        SaslMechanism login = mechanism == "PLAIN"
            ? new SaslMechanismPlain(servers.Login.Username, servers.Login.Password)
            : new SaslMechanismLogin(servers.Login.Username, servers.Login.Password);
        await client.AuthenticateAsync(login, Token);
        var reply = await client.SendAsync(Message("Bob <bob@tox.alt>"), Token);
        await client.DisconnectAsync(true, Token);

        var entry = Assert.Single(await servers.QueuedAsync());
        Assert.Contains(entry.QueueId, reply, StringComparison.Ordinal);
        Assert.Equal("Grüße", entry.Subject);
        var mail = await MimeMessage.LoadAsync(new MemoryStream(await servers.QueuedBytesAsync()), Token);
        Assert.Equal(".\r\n..\r\n", Assert.IsType<TextPart>(mail.Body).Text.ReplaceLineEndings("\r\n"));
        Assert.Equal(MailServers.BobAddress, mail.To.Mailboxes.Single().Address);
    }

    [Fact]
    public async Task Learns_at_once_that_nobody_has_the_address()
    {
        await using var servers = await MailServers.StartAsync();
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", servers.SmtpPort, SecureSocketOptions.None, Token);
        await client.AuthenticateAsync(servers.Login.Username, servers.Login.Password, Token);
        var fault = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Message("nobody@tox.alt"), Token));
        Assert.Equal((SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable), (fault.ErrorCode, fault.StatusCode));
    }

    [Fact]
    public async Task Is_refused_with_a_wrong_password()
    {
        await using var servers = await MailServers.StartAsync();
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", servers.SmtpPort, SecureSocketOptions.None, Token);
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Encoding.UTF8, "me", "wrong", Token));
    }

    private static MimeMessage Message(string to)
    {
        var message = new MimeMessage { Subject = "Grüße", Body = new TextPart("plain") { Text = ".\r\n..\r\n" } };
        message.From.Add(new MailboxAddress("Alice", "me@tox.alt"));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }
}
