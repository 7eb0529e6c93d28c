using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Pop3;

/// <summary>What a session does over several commands.</summary>
public sealed class Pop3SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact] // RFC 1939 5: numbers stay, deleted messages are gone from every reply, RSET brings them back
    public async Task Hides_what_is_marked_until_RSET()
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 3);
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
        await using var servers = await FilledMaildrop.StartAsync(messages: 3);
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
        await using var servers = await FilledMaildrop.StartAsync(messages: 2);
        await using (var dropping = await Pop3Dialogue.LogInAsync(servers))
        {
            await dropping.SayAsync("DELE 1");
        }

        await using var stopped = await FilledMaildrop.LogInWhenFreeAsync(servers);
        Assert.Equal("+OK 2 32", await stopped.SayAsync("STAT"));
        await stopped.SayAsync("DELE 1");
        await servers.StopAsync();
        Assert.StartsWith("-ERR [SYS/TEMP]", await stopped.HearAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await servers.Store.Inbox.SnapshotAsync(Token)).Count);
    }

    [Fact]
    public async Task Keeps_its_snapshot_while_new_mail_comes()
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 1);
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
        await using var servers = await FilledMaildrop.StartAsync(messages: 2);
        await using var first = await Pop3Dialogue.LogInAsync(servers);
        var uids = await first.AskAsync("UIDL");
        await first.SayAsync("QUIT");
        await using var second = await Pop3Dialogue.LogInAsync(servers);
        Assert.Equal(uids, await second.AskAsync("UIDL"));
        Assert.All(uids.Skip(1), line => Assert.Matches("^[12] [!-~]{1,70}$", line));
    }

    [Fact] // RFC 2449 6.8
    public async Task Answers_hundreds_of_pipelined_commands()
    {
        await using var servers = await FilledMaildrop.StartAsync(messages: 300);
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
        await using var servers = await FilledMaildrop.StartAsync(messages: 2);
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
}
