using System.Text;
using MailKit.Net.Pop3;
using MailKit.Security;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>A mail client's library as the client.</summary>
public sealed class MailKitFetchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_fetches_and_deletes()
    {
        await using var servers = await MailServers.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await servers.ReceiveAsync(Encoding.UTF8.GetBytes($"From: b@tox.alt\r\nSubject: number {i}\r\n\r\n.\r\n..{i}\r\n"));
        }

        using (var client = await ConnectAsync(servers))
        {
            Assert.True(client.Capabilities.HasFlag(Pop3Capabilities.UIDL | Pop3Capabilities.Top | Pop3Capabilities.Pipelining | Pop3Capabilities.UTF8 | Pop3Capabilities.Sasl));
            Assert.Equal(20, client.Count);
            var uids = await client.GetMessageUidsAsync(Token);
            Assert.Equal(20, uids.Distinct().Count());
            var messages = await client.GetMessagesAsync(0, 20, Token);
            Assert.Equal(Enumerable.Range(0, 20).Select(i => $"number {i}"), messages.Select(message => message.Subject));
            Assert.Equal(".\r\n..7\r\n", messages[7].TextBody!.ReplaceLineEndings("\r\n"));
            Assert.Equal("number 3", (await client.GetMessageHeadersAsync(3, Token))["Subject"]);
            Assert.Equal(46, await client.GetMessageSizeAsync(3, Token));
            await client.DeleteMessagesAsync(0, 10, Token);
            await client.DisconnectAsync(true, Token);
        }

        using var again = await ConnectAsync(servers);
        Assert.Equal(10, again.Count);
    }

    [Fact]
    public async Task Is_refused_with_a_wrong_password()
    {
        await using var servers = await MailServers.StartAsync();
        using var client = new Pop3Client();
        await client.ConnectAsync("127.0.0.1", servers.Pop3Port, SecureSocketOptions.None, Token);
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("me", "wrong", Token));
    }

    private static async Task<Pop3Client> ConnectAsync(MailServers servers)
    {
        var client = new Pop3Client();
        await client.ConnectAsync("127.0.0.1", servers.Pop3Port, SecureSocketOptions.None, Token);
        await client.AuthenticateAsync(servers.Login.Username, servers.Login.Password, Token);
        return client;
    }
}
