using System.Text;
using ToxMail.Core.Smtp;
using ToxMail.Core.Store;
using ToxMail.Tests.Pop3;
using ToxMail.Tests.Smtp;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Net;

/// <summary>The transcript shows what went wrong, and no secret, however clumsily a client gives it away.</summary>
public sealed class TranscriptTests
{
    private const string MailText = "The confidential body.";

    [Fact]
    public async Task Shows_a_session_without_its_secrets()
    {
        using var log = new CollectedLog();
        await using var servers = await MailServers.StartAsync(new MailOptions { Transcript = true }, loggers: log);
        await using (var client = await SmtpDialogue.OpenAsync(servers, "Recipients"))
        {
            await client.SendMailAsync($"Subject: {MailText}\r\n\r\n{MailText}\r\n");
            await client.SayAsync("MAIL FROM:<me@tox.alt>");
            await client.SayAsync("RCPT TO:<nobody@tox.alt>");
            await client.SayAsync("RCPT TO:<bob@tox.alt>");
            await client.SayChunkAsync($"Subject: s\r\n\r\n{MailText}\r\n", last: true);
            await client.SayAsync("QUIT");
            await client.ExpectEndAsync();
        }

        await servers.ReceiveAsync(Encoding.ASCII.GetBytes($"Subject: s\r\n\r\n{MailText}\r\n"));
        await using (var client = await Pop3Dialogue.LogInAsync(servers))
        {
            await client.AskAsync("RETR 1");
            await client.AskAsync("TOP 1 1");
            await client.SayAsync("QUIT");
            await client.ExpectEndAsync();
        }

        await servers.StopAsync();
        AssertHidden(log, servers);
        Assert.DoesNotContain("confidential", log.Text, StringComparison.Ordinal);
        foreach (var line in (string[])
            ["smtp 1 S: 220 localhost", "C: EHLO client.example", "S: 250-PIPELINING", "C: AUTH (hidden)", "S: 235 2.7.0", "C: MAIL FROM:<me@tox.alt>",
            "S: 550 5.1.1", "(a mail, and the dot behind it)", "C: BDAT 38 LAST", "(38 octets of mail)", "S: 221 2.0.0",
            "pop3 1 S: +OK ToxMail ready", "C: USER (hidden)", "C: PASS (hidden)", "C: RETR 1", "S: +OK 38 octets", "C: TOP 1 1", "S: +OK Bye"])
        {
            Assert.Contains(line, log.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("EHLO x|AUTH PLAIN {plain}")]
    [InlineData("EHLO x|AUTH PLAIN|{plain}")]
    [InlineData("EHLO x|AUTH LOGIN|bWU=|{password64}")]
    [InlineData("EHLO x|AUTH LOGIN bWU=|{password64}")]
    [InlineData("EHLO x|AUTH LOGIN|{password}|{password}")]
    [InlineData("EHLO x|AUTH PLAIN {password}")]
    [InlineData("EHLO x|AUTH PLAIN|{password}")]
    [InlineData("EHLO x|AUTH {password}")]
    [InlineData("EHLO x|AUTH CRAM-MD5 {plain}|{plain}")]
    [InlineData("AUTH PLAIN {plain}|AUTH PLAIN|{plain}")]
    [InlineData("AUTH LOGIN|bWU=|{password64}|{password}")]
    [InlineData("EHLO x|AUTH PLAIN {plain}|AUTH PLAIN {plain}|AUTH LOGIN|bWU=|{password64}")]
    [InlineData("{plain}|{password}|{password64}")]
    [InlineData("NOOP {password}|RSET {password}|HELP {password}|VRFY {password}|QUIT {password}|DATA {password}|EXPN {password}")]
    [InlineData("EHLO x|AUTH PLAIN {plain}\0|{password}\u00ff|AUTH PLAIN {long}{password}")]
    public async Task Hides_what_SMTP_clients_give_away(string script)
    {
        using var log = new CollectedLog();
        await using var servers = await MailServers.StartAsync(new MailOptions { Transcript = true }, loggers: log);
        await using (var client = await SmtpDialogue.OpenAsync(servers))
        {
            await client.SendAsync(Fill(script, servers) + "\r\nQUIT\r\n*\r\nQUIT\r\n");
            await HearAllAsync(client.HearAsync);
        }

        await servers.StopAsync();
        AssertHidden(log, servers);
    }

    [Fact]
    public async Task Hides_lines_of_a_mail_that_was_refused_and_that_look_like_commands()
    {
        using var log = new CollectedLog();
        await using var servers = await MailServers.StartAsync(new MailOptions { Transcript = true }, loggers: log);
        await using (var client = await SmtpDialogue.OpenAsync(servers, "Ready"))
        {
            string[] text = ["DATA", "Mail me at the clinic", "rcpt for the clinic", "ehlo from the clinic,", "Helo clinic!", "BDAT clinic", "mail from the clinic", "Rcpt to the clinic"];
            await client.SendAsync(string.Join("\r\n", text) + "\r\nQUIT\r\n");
            await HearAllAsync(client.HearAsync);
        }

        await servers.StopAsync();
        Assert.DoesNotContain("clinic", log.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("C: MAIL (hidden)", log.Text, StringComparison.Ordinal);
        Assert.Contains("C: EHLO client.example", log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EHLO [127.0.0.1]")]
    [InlineData("EHLO [IPv6:::1]")]
    [InlineData("HELO my_host.example")]
    [InlineData("MAIL FROM:me@tox.alt SIZE=many")]
    [InlineData("RCPT to: <bob@tox.alt> NOTIFY=NEVER")]
    [InlineData("BDAT 38 LAST")]
    public void Shows_what_is_a_command_though_it_may_be_a_wrong_one(string line)
    {
        Assert.Null(SmtpCommand.TryRead(Encoding.ASCII.GetBytes(line), out var command));
        Assert.Equal(line, command.Shown);
    }

    [Theory]
    [InlineData("USER me|PASS {password}")]
    [InlineData("PASS {password}|USER me|PASS {password}|PASS {password}")]
    [InlineData("USER {password}|PASS me|APOP me {password}")]
    [InlineData("AUTH PLAIN {plain}")]
    [InlineData("AUTH PLAIN|{plain}")]
    [InlineData("AUTH PLAIN|{password}")]
    [InlineData("AUTH LOGIN|bWU=|{password64}")]
    [InlineData("AUTH {password}|AUTH PLAIN {plain} {plain}")]
    [InlineData("{plain}|{password}|{password64}|PASS{password}")]
    [InlineData("USER me|PASS {password}|USER me|PASS {password}|AUTH PLAIN {plain}|LIST {password}|RETR {password}|STAT {password}|NOOP {password}")]
    [InlineData("USER me|PASS {password}\0|PASS {password}\u00ff|PASS {long}{password}")]
    public async Task Hides_what_POP3_clients_give_away(string script)
    {
        using var log = new CollectedLog();
        await using var servers = await MailServers.StartAsync(new MailOptions { Transcript = true }, loggers: log);
        await using (var client = await Pop3Dialogue.OpenAsync(servers))
        {
            await client.SendAsync(Fill(script, servers) + "\r\nQUIT\r\n*\r\nQUIT\r\n");
            await HearAllAsync(client.HearAsync);
        }

        await servers.StopAsync();
        AssertHidden(log, servers);
    }

    [Fact]
    public async Task Is_off_unless_asked_for()
    {
        using var log = new CollectedLog();
        await using var servers = await MailServers.StartAsync(loggers: log);
        await using (await SmtpDialogue.OpenAsync(servers, "Recipients"))
        {
        }

        await using (await Pop3Dialogue.LogInAsync(servers))
        {
        }

        await servers.StopAsync();
        Assert.Contains("Listening on", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("client.example", log.Text, StringComparison.Ordinal);
        AssertHidden(log, servers);
    }

    private static string Fill(string script, MailServers servers) => script
        .Replace("{plain}", servers.PlainResponse, StringComparison.Ordinal)
        .Replace("{password64}", Base64(servers.Login.Password), StringComparison.Ordinal)
        .Replace("{password}", servers.Login.Password, StringComparison.Ordinal)
        .Replace("{long}", new string('x', 3_000), StringComparison.Ordinal)
        .Replace("|", "\r\n", StringComparison.Ordinal);

    private static async Task HearAllAsync(Func<Task<string>> hear)
    {
        try
        {
            while (true)
            {
                await hear();
            }
        }
        catch (IOException)
        {
            // The end of the session.
        }
    }

    private static void AssertHidden(CollectedLog log, MailServers servers)
    {
        Assert.NotEmpty(log.Text);
        foreach (var secret in (string[])[servers.Login.Password, servers.PlainResponse, Base64(servers.Login.Password), servers.Login.Password[..12]])
        {
            Assert.DoesNotContain(secret, log.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
