using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Net;
using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>What a session does over several commands.</summary>
public sealed class SmtpSessionTests
{
    private const string Mail = "Subject: s\r\n\r\nbody\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory] // RFC 4954 4
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Logs_in_step_by_step(string mechanism)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Greeted");
        Assert.StartsWith("334 ", await client.SayAsync($"AUTH {mechanism}"), StringComparison.Ordinal);
        var answers = mechanism == "PLAIN" ? [servers.PlainResponse] : new[] { Base64(servers.Login.Username), Base64(servers.Login.Password) };
        foreach (var answer in answers[..^1])
        {
            Assert.StartsWith("334 ", await client.SayAsync(answer), StringComparison.Ordinal);
        }

        Assert.Equal("235 2.7.0 Logged in", await client.SayAsync(answers[^1]));
        Assert.StartsWith("250 ", await client.SayAsync("MAIL FROM:<me@tox.alt>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_mail_through_without_a_login_only_when_told_to()
    {
        await using var servers = await MailServers.StartAsync(new MailOptions { RequirePassword = false });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Greeted");
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Mail), StringComparison.Ordinal);

        await using var other = await SmtpDialogue.OpenAsync(servers, "Greeted");
        Assert.StartsWith("235 ", await other.SayAsync($"AUTH PLAIN {servers.PlainResponse}"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await other.SubmitAsync(Mail), StringComparison.Ordinal);
    }

    [Theory] // RFC 5321 4.1.4, 4.1.1.5
    [InlineData("EHLO again.example")]
    [InlineData("HELO again.example")]
    [InlineData("RSET")]
    public async Task Forgets_the_mail_under_way(string command)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        Assert.StartsWith("250", await client.SayAsync(command), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1", await client.SayAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Mail), StringComparison.Ordinal);
    }

    [Fact] // RFC 2920 3.1
    public async Task Answers_two_pipelined_mails_in_order()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        const string envelope = "MAIL FROM:<me@tox.alt>\r\nRCPT TO:<nobody@tox.alt>\r\nRCPT TO:<bob@tox.alt>\r\nDATA\r\n";
        await client.SendAsync($"{envelope}{Mail}.\r\n{envelope}{Mail}.\r\nQUIT\r\n");
        var codes = new List<string>();
        for (var i = 0; i < 11; i++)
        {
            codes.Add((await client.HearAsync())[..3]);
        }

        Assert.Equal(["250", "550", "250", "354", "250", "250", "550", "250", "354", "250", "221"], codes);
        Assert.Equal(2, (await servers.QueuedAsync()).Count);
    }

    [Fact] // RFC 5321 4.5.3.1.10
    public async Task Takes_recipients_up_to_the_limit_and_keeps_the_mail()
    {
        await using var servers = await MailServers.StartAsync(smtp: MailServers.QuickSmtp with { Recipients = 2 });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        Assert.StartsWith("250 ", await client.SayAsync("RCPT TO:<me@tox.alt>"), StringComparison.Ordinal);
        Assert.StartsWith("452 4.5.3", await client.SayAsync("RCPT TO:<bob@tox.alt>"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0", await client.SendMailAsync(Mail), StringComparison.Ordinal);
        Assert.Equal(2, (await servers.QueuedAsync()).Count);
    }

    [Fact]
    public async Task Ends_the_session_after_too_many_errors_but_not_for_unknown_recipients()
    {
        await using var servers = await MailServers.StartAsync(smtp: MailServers.QuickSmtp with { Errors = 3 });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Mail");
        for (var i = 0; i < 10; i++)
        {
            Assert.StartsWith("550 5.1.1", await client.SayAsync("RCPT TO:<nobody@tox.alt>"), StringComparison.Ordinal);
        }

        for (var i = 0; i < 3; i++)
        {
            Assert.StartsWith("500 5.5.1", await client.SayAsync("XYZZY"), StringComparison.Ordinal);
        }

        Assert.StartsWith("421 4.7.0", await client.SayAsync("XYZZY"), StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Slows_down_bad_logins_and_ends_the_session()
    {
        var delay = TimeSpan.FromMilliseconds(300);
        await using var servers = await MailServers.StartAsync(smtp: new() { FailedLogins = 2, FailedLoginDelay = delay });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Greeted");
        foreach (var reply in new[] { "535 5.7.8", "421 4.7.0" })
        {
            var asked = TimeProvider.System.GetTimestamp();
            Assert.StartsWith(reply, await client.SayAsync("AUTH PLAIN AG1lAHdyb25n"), StringComparison.Ordinal);
            Assert.InRange(TimeProvider.System.GetElapsedTime(asked), delay * 0.9, TimeSpan.MaxValue);
        }

        await client.ExpectEndAsync();
    }

    [Theory] // RFC 5321 4.5.3.2.7
    [InlineData("Connected")]
    [InlineData("Recipients")]
    public async Task Ends_a_silent_session(string state)
    {
        var time = new FakeTimeProvider();
        await using var servers = await MailServers.StartAsync(time: time);
        await using var client = await SmtpDialogue.OpenAsync(servers, state);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.StartsWith("421 4.4.2", await client.HearAsync(), StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Drops_a_mail_whose_client_falls_silent_within_it()
    {
        var time = new FakeTimeProvider();
        await using var servers = await MailServers.StartAsync(time: time);
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await client.SayAsync("DATA");
        await client.SendAsync(Mail);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.StartsWith("421 4.4.2", await client.HearAsync(), StringComparison.Ordinal);
        Assert.Empty(await servers.QueuedAsync());
    }

    [Fact]
    public async Task Drops_a_mail_whose_client_leaves_before_its_end()
    {
        await using var servers = await MailServers.StartAsync();
        await using (var client = await SmtpDialogue.OpenAsync(servers, "Recipients"))
        {
            await client.SayAsync("DATA");
            await client.SendAsync(Mail + ".\r");
        }

        await servers.StopAsync();
        Assert.Empty(await servers.QueuedAsync());
        Assert.Empty(Directory.GetFiles(servers.Store.Directory.Spool));
    }

    [Fact]
    public async Task Says_421_when_stopped_and_takes_no_mail_that_has_not_ended()
    {
        await using var servers = await MailServers.StartAsync();
        await using var idle = await SmtpDialogue.OpenAsync(servers, "Ready");
        await using var sending = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await sending.SayAsync("DATA");
        await sending.SendAsync(Mail);
        await servers.StopAsync();
        Assert.StartsWith("421 4.3.2", await idle.HearAsync(), StringComparison.Ordinal);
        Assert.StartsWith("421 4.3.2", await sending.HearAsync(), StringComparison.Ordinal);
        Assert.Empty(await servers.QueuedAsync());
    }

    [Fact]
    public async Task Keeps_the_connection_when_the_mail_cannot_be_stored()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var spool = servers.Store.Directory.Spool;
        Directory.Delete(spool);
        Assert.StartsWith("451 4.3.0", await client.SubmitAsync(Mail + string.Concat(Enumerable.Repeat("A mail too long for the database.\r\n", 2_000))), StringComparison.Ordinal);

        Directory.CreateDirectory(spool);
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_the_client_calls_itself()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Greeted");
        var status = servers.Board.Current.Single(status => status.Name == "smtp");
        Assert.Equal((ListenerState.Listening, "client.example"), (status.State, status.LastClient));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
