using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Addressing;
using ToxMail.Tests.Pop3;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>What one client, or very many, may ask of the mail servers.</summary>
[Collection(typeof(Alone))]
public sealed class ServerLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // RFC 5321 4.5.3.1.10
    public async Task Takes_ten_thousand_recipients_and_puts_off_the_next()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var hundred = 0; hundred < 100; hundred++)
        {
            await client.SendAsync(string.Concat(Enumerable.Range(hundred * 100, 100).Select(i => $"RCPT TO:<{Stranger(i)}@tox.alt>\r\n")));
            for (var i = 0; i < 100; i++)
            {
                Assert.StartsWith("250 2.1.5", await client.HearAsync(), StringComparison.Ordinal);
            }
        }

        Assert.StartsWith("452 4.5.3", await client.SayAsync("RCPT TO:<bob@tox.alt>"), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32 << 20);
        Assert.StartsWith("250 2.0.0", await client.SendMailAsync("Subject: s\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(10_000, (await servers.Store.Outbox.ListAsync(null, 0, 1, Token)).Total);
    }

    [Fact]
    public async Task Serves_a_thousand_sessions_at_once_and_turns_the_next_away()
    {
        await using var servers = await MailServers.StartAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clients = new List<RawLines>();
        try
        {
            for (var i = 0; i < 1_000; i++)
            {
                clients.Add(await servers.ConnectSmtpAsync());
                Assert.StartsWith("220 ", await clients[i].ReadLineAsync(Token), StringComparison.Ordinal);
            }

            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100 << 20);
            await using (var late = await servers.ConnectSmtpAsync())
            {
                Assert.StartsWith("421 4.7.0 Too many clients", await late.ReadLineAsync(Token), StringComparison.Ordinal);
            }

            await Task.WhenAll(clients.Select(async client =>
            {
                await client.WriteLineAsync("NOOP", Token);
                Assert.StartsWith("250 ", await client.ReadLineAsync(Token), StringComparison.Ordinal);
            }));
        }
        finally
        {
            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Gives_nobody_a_place_for_ever_who_does_not_log_in()
    {
        var time = new FakeTimeProvider();
        await using var servers = await MailServers.StartAsync(time: time);
        await using var smtp = await SmtpDialogue.OpenAsync(servers, "Greeted");
        await using var pop3 = await Pop3Dialogue.OpenAsync(servers);
        await using var user = await SmtpDialogue.OpenAsync(servers, "Ready");
        foreach (var minutes in (int[])[4, 4, 1])
        {
            time.Advance(TimeSpan.FromMinutes(minutes));
            Assert.StartsWith("250 ", await smtp.SayAsync("NOOP"), StringComparison.Ordinal);
            Assert.StartsWith("+OK ", await pop3.SayAsync("USER me"), StringComparison.Ordinal);
            Assert.StartsWith("250 ", await user.SayAsync("NOOP"), StringComparison.Ordinal);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.StartsWith("421 4.4.2", await smtp.HearAsync(), StringComparison.Ordinal);
        await smtp.ExpectEndAsync();
        Assert.StartsWith("+OK ", await pop3.SayAsync("USER me"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await user.SayAsync("NOOP"), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.StartsWith("250 ", await user.SayAsync("NOOP"), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.StartsWith("-ERR [SYS/TEMP]", await pop3.HearAsync(), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await user.SayAsync("NOOP"), StringComparison.Ordinal);
    }

    private static ToxId Stranger(int number) => new(new PublicKey(Enumerable.Repeat((byte)7, 30).Concat([(byte)(number >> 8), (byte)number]).ToArray()), 5);
}
