using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>Ways into the maildrop, which one session has at a time.</summary>
public sealed class Pop3LoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // RFC 1939 4, RFC 2449 8.1.1
    public async Task Gives_the_maildrop_to_one_session_at_a_time()
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 1);
        await using var second = await Pop3Dialogue.OpenAsync(servers);
        await using (var first = await Pop3Dialogue.LogInAsync(servers))
        {
            await second.SayAsync("USER me");
            Assert.StartsWith("-ERR [IN-USE]", await second.SayAsync($"PASS {servers.Login.Password}"), StringComparison.Ordinal);
            Assert.Equal("+OK Bye", await first.SayAsync("QUIT"));
        }

        await second.SayAsync("USER me");
        Assert.StartsWith("+OK ", await second.SayAsync($"PASS {servers.Login.Password}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_a_little_for_a_session_that_is_just_ending()
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 1, MailServers.QuickPop3 with { MaildropWait = TimeSpan.FromSeconds(20) });
        await using var first = await Pop3Dialogue.LogInAsync(servers);
        await using var second = await Pop3Dialogue.OpenAsync(servers);
        await second.SayAsync("USER me");
        var login = second.SayAsync($"PASS {servers.Login.Password}");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        Assert.False(login.IsCompleted);
        await first.DisposeAsync();
        Assert.StartsWith("+OK ", await login, StringComparison.Ordinal);
    }

    [Theory] // RFC 5034 4; PASS may hold spaces (RFC 1939 7)
    [InlineData("one step")]
    [InlineData("two steps")]
    [InlineData("lower case")]
    public async Task Logs_in_by_AUTH_PLAIN(string way)
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 1);
        await using var client = await Pop3Dialogue.OpenAsync(servers);
        if (way == "two steps")
        {
            Assert.Equal("+ ", await client.SayAsync("AUTH PLAIN"));
            Assert.StartsWith("+OK 1 messages", await client.SayAsync(servers.PlainResponse), StringComparison.Ordinal);
            return;
        }

        var verb = way == "lower case" ? "auth plain" : "AUTH PLAIN";
        Assert.StartsWith("+OK 1 messages", await client.SayAsync($"{verb} {servers.PlainResponse}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancels_a_login()
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 0);
        await using var client = await Pop3Dialogue.OpenAsync(servers);
        await client.SayAsync("AUTH PLAIN");
        Assert.Equal("-ERR Login cancelled", await client.SayAsync("*"));
        Assert.StartsWith("+OK ", await client.SayAsync("USER me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_any_password_only_when_told_to()
    {
        await using var servers = await MailServers.StartAsync(new MailOptions { RequirePassword = false });
        await using var client = await Pop3Dialogue.OpenAsync(servers);
        await client.SayAsync("USER me");
        Assert.StartsWith("+OK 0 messages", await client.SayAsync("PASS any thing "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_the_session_after_too_many_failed_logins()
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 0, MailServers.QuickPop3 with { FailedLogins = 2 });
        await using var client = await Pop3Dialogue.OpenAsync(servers);
        await client.SayAsync("USER me");
        Assert.StartsWith("-ERR [AUTH] User name", await client.SayAsync("PASS wrong"), StringComparison.Ordinal);
        Assert.StartsWith("-ERR Say USER first", await client.SayAsync($"PASS {servers.Login.Password}"), StringComparison.Ordinal);
        await client.SayAsync("USER me");
        Assert.StartsWith("-ERR [AUTH] Too many", await client.SayAsync("PASS wrong"), StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }
}
