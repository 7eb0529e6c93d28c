using ToxMail.Core.Store.Passwords;
using ToxMail.Tests.Pop3;
using ToxMail.Tests.Smtp;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Net;

/// <summary>What a password says of its client, and what its end means for a session.</summary>
public sealed class RevokedPasswordTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_SMTP_session_ends_with_its_password_and_another_goes_on()
    {
        await using var servers = await MailServers.StartAsync();
        await using var lost = await SmtpDialogue.OpenAsync(servers, "Ready");
        var other = ((CreatePasswordResult.Created)await servers.Store.Store.Passwords.CreateAsync("other", Ct)).Password;
        await using var kept = await SmtpDialogue.OpenAsync(servers, "Greeted");
        var response = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{other.Username}\0{other.Password}"));
        Assert.StartsWith("235 ", await kept.SayAsync($"AUTH PLAIN {response}"), StringComparison.Ordinal);

        await servers.Store.Store.Passwords.RemoveAsync(servers.Login.Name, Ct);

        Assert.StartsWith("421 4.7.0", await lost.SayAsync($"MAIL FROM:<{MailServers.OwnAddress}>"), StringComparison.Ordinal);
        await lost.ExpectEndAsync();
        Assert.StartsWith("250 ", await kept.SayAsync($"MAIL FROM:<{MailServers.OwnAddress}>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_POP3_session_ends_with_its_password_and_deletes_nothing()
    {
        await using var servers = await MailServers.StartAsync();
        await servers.ReceiveAsync("Subject: s\r\n\r\nx\r\n"u8.ToArray());
        await using var lost = await Pop3Dialogue.LogInAsync(servers);
        Assert.StartsWith("+OK", await lost.SayAsync("DELE 1"), StringComparison.Ordinal);

        await servers.Store.Store.Passwords.RemoveAsync(servers.Login.Name, Ct);

        Assert.StartsWith("-ERR [AUTH]", await lost.SayAsync("QUIT"), StringComparison.Ordinal);
        await lost.ExpectEndAsync();
        Assert.Single(await servers.Store.Inbox.SnapshotAsync(Ct));
    }

    [Fact]
    public async Task A_password_made_anew_under_the_same_name_does_not_revive_an_old_session()
    {
        await using var servers = await MailServers.StartAsync();
        await using var lost = await SmtpDialogue.OpenAsync(servers, "Ready");

        await servers.Store.Store.Passwords.RemoveAsync(servers.Login.Name, Ct);
        await servers.Store.Store.Passwords.CreateAsync(servers.Login.Name, Ct);

        Assert.StartsWith("421 4.7.0", await lost.SayAsync("NOOP"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_remembers_when_it_was_used_and_by_what_client()
    {
        await using var servers = await MailServers.StartAsync();
        var passwords = servers.Store.Store.Passwords;
        Assert.Equal((null, null), (await passwords.ListAsync(Ct)).Select(one => (one.LastUsedAt, one.LastClient)).Single());

        await using var smtp = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.Equal((servers.Store.Time.GetUtcNow(), "client.example, SMTP"), (await passwords.ListAsync(Ct)).Select(one => (one.LastUsedAt, one.LastClient)).Single());

        servers.Store.Time.Advance(TimeSpan.FromHours(1));
        await using var pop3 = await Pop3Dialogue.LogInAsync(servers);
        Assert.Equal((servers.Store.Time.GetUtcNow(), "POP3"), (await passwords.ListAsync(Ct)).Select(one => (one.LastUsedAt, one.LastClient)).Single());
    }
}
