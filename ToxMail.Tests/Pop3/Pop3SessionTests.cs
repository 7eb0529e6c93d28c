using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>What a session does over several commands.</summary>
[Collection(typeof(Alone))]
public sealed class Pop3SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // RFC 1939 5: numbers stay, deleted messages are gone from every reply, RSET brings them back
    public async Task Hides_what_is_marked_until_RSET()
    {
        await using var servers = await StartAsync(messages: 3);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        Assert.Equal("+OK 3 48", await client.SayAsync("STAT"));
        Assert.StartsWith("+OK ", await client.SayAsync("DELE 2"), StringComparison.Ordinal);
        Assert.Equal("+OK 2 32", await client.SayAsync("STAT"));
        Assert.Equal(["1 16", "3 16"], (await client.AskAsync("LIST")).Skip(1));
        Assert.Equal(2, (await client.AskAsync("UIDL")).Skip(1).Count());
        foreach (var command in new[] { "LIST 2", "UIDL 2", "RETR 2", "TOP 2 0", "DELE 2" })
        {
            Assert.Equal("-ERR No such message", await client.SayAsync(command));
        }

        Assert.Equal("+OK 3 messages (48 octets)", await client.SayAsync("RSET"));
        Assert.StartsWith("+OK ", await client.SayAsync("LIST 2"), StringComparison.Ordinal);
        await client.SayAsync("QUIT");
        Assert.Equal(3, (await servers.Store.Inbox.SnapshotAsync(Token)).Count);
    }

    [Fact] // RFC 1939 6
    public async Task Deletes_at_QUIT_before_its_yes()
    {
        await using var servers = await StartAsync(messages: 3);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        var kept = (await client.SayAsync("UIDL 2")).Split(' ')[^1];
        await client.SayAsync("DELE 1");
        await client.SayAsync("DELE 3");
        Assert.Equal("+OK Bye", await client.SayAsync("QUIT"));
        Assert.Equal([kept], (await servers.Store.Inbox.SnapshotAsync(Token)).Select(entry => entry.Uid));
        await client.ExpectEndAsync();
    }

    [Fact] // RFC 1939 6: no UPDATE state without QUIT
    public async Task Deletes_nothing_when_the_connection_drops_or_the_node_stops()
    {
        await using var servers = await StartAsync(messages: 2);
        await using (var dropping = await Pop3Dialogue.LogInAsync(servers))
        {
            await dropping.SayAsync("DELE 1");
        }

        await using var stopped = await LogInWhenFreeAsync(servers);
        Assert.Equal("+OK 2 32", await stopped.SayAsync("STAT"));
        await stopped.SayAsync("DELE 1");
        await servers.StopAsync();
        Assert.StartsWith("-ERR [SYS/TEMP]", await stopped.HearAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await servers.Store.Inbox.SnapshotAsync(Token)).Count);
    }

    [Fact] // RFC 1939 4, RFC 2449 8.1.1
    public async Task Gives_the_maildrop_to_one_session_at_a_time()
    {
        await using var servers = await StartAsync(messages: 1);
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
        await using var servers = await StartAsync(messages: 1, MailServers.QuickPop3 with { MaildropWait = TimeSpan.FromSeconds(20) });
        await using var first = await Pop3Dialogue.LogInAsync(servers);
        await using var second = await Pop3Dialogue.OpenAsync(servers);
        await second.SayAsync("USER me");
        var login = second.SayAsync($"PASS {servers.Login.Password}");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        Assert.False(login.IsCompleted);
        await first.DisposeAsync();
        Assert.StartsWith("+OK ", await login, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_its_snapshot_while_new_mail_comes()
    {
        await using var servers = await StartAsync(messages: 1);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        await servers.ReceiveAsync("Subject: new\r\n\r\n"u8.ToArray());
        Assert.Equal("+OK 1 16", await client.SayAsync("STAT"));
        await client.SayAsync("QUIT");
        await using var later = await Pop3Dialogue.LogInAsync(servers);
        Assert.Equal("+OK 2 32", await later.SayAsync("STAT"));
    }

    [Fact] // RFC 1939 7: stable over sessions and over a restart
    public async Task Gives_each_message_a_lasting_unique_id()
    {
        await using var servers = await StartAsync(messages: 2);
        await using var first = await Pop3Dialogue.LogInAsync(servers);
        var uids = await first.AskAsync("UIDL");
        await first.SayAsync("QUIT");
        await using var second = await Pop3Dialogue.LogInAsync(servers);
        Assert.Equal(uids, await second.AskAsync("UIDL"));
        Assert.All(uids.Skip(1), line => Assert.Matches("^[12] [!-~]{1,70}$", line));
    }

    [Theory] // RFC 5034 4; PASS may hold spaces (RFC 1939 7)
    [InlineData("one step")]
    [InlineData("two steps")]
    [InlineData("lower case")]
    public async Task Logs_in_by_AUTH_PLAIN(string way)
    {
        await using var servers = await StartAsync(messages: 1);
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
        await using var servers = await StartAsync(messages: 0);
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
        await using var servers = await StartAsync(messages: 0, MailServers.QuickPop3 with { FailedLogins = 2 });
        await using var client = await Pop3Dialogue.OpenAsync(servers);
        await client.SayAsync("USER me");
        Assert.StartsWith("-ERR [AUTH] User name", await client.SayAsync("PASS wrong"), StringComparison.Ordinal);
        Assert.StartsWith("-ERR Say USER first", await client.SayAsync($"PASS {servers.Login.Password}"), StringComparison.Ordinal);
        await client.SayAsync("USER me");
        Assert.StartsWith("-ERR [AUTH] Too many", await client.SayAsync("PASS wrong"), StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }

    [Fact] // RFC 2449 6.8
    public async Task Answers_hundreds_of_pipelined_commands()
    {
        await using var servers = await StartAsync(messages: 300);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        await client.SendAsync(string.Concat(Enumerable.Range(1, 300).Select(i => $"RETR {i}\r\nDELE {i}\r\n")) + "QUIT\r\n");
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal("+OK 16 octets", await client.HearAsync());
            Assert.Equal(["Subject: xyz", "", "."], [await client.HearAsync(), await client.HearAsync(), await client.HearAsync()]);
            Assert.StartsWith("+OK ", await client.HearAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("+OK Bye", await client.HearAsync());
        Assert.Empty(await servers.Store.Inbox.SnapshotAsync(Token));
    }

    [Fact] // RFC 1939 3: 10 minutes, and no UPDATE state
    public async Task Ends_a_silent_session_without_deleting()
    {
        var time = new FakeTimeProvider();
        await using var servers = await MailServers.StartAsync(time: time);
        await servers.ReceiveAsync("Subject: xyz\r\n\r\n"u8.ToArray());
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        await client.SayAsync("DELE 1");
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.StartsWith("-ERR [SYS/TEMP]", await client.HearAsync(), StringComparison.Ordinal);
        await client.ExpectEndAsync();
        Assert.Single(await servers.Store.Inbox.SnapshotAsync(Token));
    }

    [Fact]
    public async Task Says_that_a_message_is_gone_and_goes_on()
    {
        await using var servers = await StartAsync(messages: 2);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        await servers.Store.Inbox.DeleteAsync([(await servers.Store.Inbox.SnapshotAsync(Token))[0].Id], Token);
        Assert.StartsWith("-ERR [SYS/PERM]", await client.SayAsync("RETR 1"), StringComparison.Ordinal);
        Assert.StartsWith("+OK ", (await client.AskAsync("RETR 2"))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no final line end")]
    [InlineData("Subject: s\r\n\r\n.\r\n..\r\n.x\r\n")]
    [InlineData(".\r\n")]
    [InlineData("Subject: s\r\n\r\n\0\u0080\u00ff\r\n")]
    public async Task Sends_every_byte_of_odd_messages(string message)
    {
        await using var servers = await MailServers.StartAsync();
        await servers.ReceiveAsync(Encoding.Latin1.GetBytes(message));
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        var whole = message.Length == 0 || message.EndsWith("\r\n", StringComparison.Ordinal) ? message : message + "\r\n";
        Assert.Equal(whole, await client.FetchAsync("RETR 1"));
        Assert.Equal(whole, await client.FetchAsync("TOP 1 1000"));
    }

    [Theory] // RFC 1939 11: LIST, STAT and RETR say what is sent, unstuffed
    [InlineData("")]
    [InlineData("Subject: s\r\n\r\nwhole\r\n")]
    [InlineData("Subject: s\r\n\r\nno final line end")]
    [InlineData("Subject: s\r\n\r\nlone line feed\n")]
    [InlineData("Subject: s\r\n\r\nlone carriage return\r")]
    [InlineData(".")]
    [InlineData("\n")]
    [InlineData("64 KiB and a CR", 65_536, "\r")]
    [InlineData("64 KiB and an LF", 65_535, "\r\n")]
    [InlineData("64 KiB and a letter", 65_536, "x")]
    public async Task Says_the_size_that_it_sends(string start, int length = 0, string end = "")
    {
        var message = start.PadRight(length, 'x') + end;
        await using var servers = await MailServers.StartAsync();
        await servers.ReceiveAsync(Encoding.Latin1.GetBytes(message));
        await servers.RestartAsync();
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        var sent = (await client.FetchAsync("RETR 1")).Length;
        Assert.Equal(message.Length + (message.Length == 0 || message.EndsWith("\r\n", StringComparison.Ordinal) ? 0 : 2), sent);
        Assert.Equal($"+OK 1 {sent}", await client.SayAsync("STAT"));
        Assert.Equal($"+OK 1 {sent}", await client.SayAsync("LIST 1"));
        Assert.Equal([$"1 {sent}"], (await client.AskAsync("LIST")).Skip(1));
        Assert.Equal($"+OK {sent} octets", (await client.AskAsync("RETR 1"))[0]);
    }

    [Fact]
    public async Task Sends_a_large_message_whole_and_only_as_fast_as_it_is_taken()
    {
        var message = new byte[40 << 20];
        Array.Fill(message, (byte)'x');
        "Subject: s\r\n\r\n"u8.CopyTo(message);
        "\r\n"u8.CopyTo(message.AsSpan(message.Length - 2));
        await using var servers = await MailServers.StartAsync();
        await servers.ReceiveAsync(message);
        await using var client = await Pop3Dialogue.LogInAsync(servers);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await client.SendAsync("RETR 1\r\n");
        await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, Token);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);

        Assert.Equal($"+OK {message.Length} octets", await client.HearAsync());
        var body = new[] { await client.HearAsync(), await client.HearAsync(), await client.HearAsync() };
        Assert.Equal(message.Length, body.Sum(line => line.Length + 2));
        Assert.Equal(".", await client.HearAsync());
    }

    private static async Task<MailServers> StartAsync(int messages, Core.Pop3.Pop3Limits? limits = null)
    {
        var servers = await MailServers.StartAsync(pop3: limits);
        for (var i = 0; i < messages; i++)
        {
            await servers.ReceiveAsync("Subject: xyz\r\n\r\n"u8.ToArray());
        }

        return servers;
    }

    private static async Task<Pop3Dialogue> LogInWhenFreeAsync(MailServers servers)
    {
        var client = await Pop3Dialogue.OpenAsync(servers);
        do
        {
            await client.SayAsync("USER me");
        }
        while ((await client.SayAsync($"PASS {servers.Login.Password}")).StartsWith("-ERR [IN-USE]", StringComparison.Ordinal));

        return client;
    }
}
