using System.Text;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Store;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>Mail that comes in by BDAT (RFC 3030).</summary>
public sealed class ChunkingTests
{
    private static readonly string Header = $"From: {MailServers.OwnAddress}\r\nTo: {MailServers.BobAddress}\r\nDate: Sat, 21 Nov 2026 12:00:00 +0000\r\nMessage-ID: <1@x>\r\nSubject: s\r\n\r\n";

    public static TheoryData<int> Cuts => [.. Enumerable.Range(0, 12)];

    [Theory, MemberData(nameof(Cuts))]
    public async Task Stores_the_octets_of_all_chunks_wherever_they_are_cut(int cut)
    {
        var mail = Header + "\r\n.\r\n..\r\n\0\u0080\u00ff\r\nMAIL FROM:<me@tox.alt>\r\n";
        var at = mail.Length * cut / 11;
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        Assert.Equal($"250 2.0.0 OK, {at} octets taken", await client.SayChunkAsync(mail[..at]));
        var reply = await client.SayChunkAsync(mail[at..], last: true);
        Assert.Equal($"250 2.0.0 OK, queued as {Assert.Single(await servers.QueuedAsync()).QueueId}", reply);
        Assert.Equal(mail, Encoding.Latin1.GetString(await servers.QueuedBytesAsync()));
        Assert.StartsWith("503 5.5.1 Say MAIL", await client.SayChunkAsync("x", last: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_chunks_octet_by_octet_in_one_burst()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var chunks = string.Concat(Header.Select(octet => $"BDAT 1\r\n{octet}"));
        await client.SendAsync($"MAIL FROM:<me@tox.alt>\r\nRCPT TO:<bob@tox.alt>\r\n{chunks}BDAT 0 LAST\r\nNOOP\r\nQUIT\r\n");
        for (var i = 0; i < Header.Length + 2; i++)
        {
            Assert.StartsWith("250 ", await client.HearAsync(), StringComparison.Ordinal);
        }

        Assert.StartsWith("250 2.0.0 OK, queued", await client.HearAsync(), StringComparison.Ordinal);
        Assert.Equal("250 2.0.0 OK", await client.HearAsync());
        Assert.StartsWith("221 ", await client.HearAsync(), StringComparison.Ordinal);
        Assert.Equal(Header, Encoding.Latin1.GetString(await servers.QueuedBytesAsync()));
    }

    [Theory] // What DATA has by its form: a mail that ends in CRLF, be it empty
    [InlineData("body", "body\r\n")]
    [InlineData("body\r\n", "body\r\n")]
    [InlineData("", "")]
    public async Task Ends_the_last_line(string body, string stored)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        Assert.StartsWith("250 2.0.0 OK, queued", await client.SayChunkAsync(Header + body, last: true), StringComparison.Ordinal);
        Assert.Equal(Header + stored, Encoding.Latin1.GetString(await servers.QueuedBytesAsync()));
    }

    [Fact]
    public async Task Takes_a_mail_with_nothing_in_it()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        Assert.StartsWith("250 2.0.0 OK, queued", await client.SayAsync("bdat 0 last"), StringComparison.Ordinal);
        Assert.Single(await servers.QueuedAsync());
    }

    [Theory] // As after DATA: RFC 5321 2.3.8
    [InlineData("a\nb\r\n", "", false)]
    [InlineData("a\rb\r\n", "", false)]
    [InlineData("a\r", "b\r\n", true)]
    [InlineData("a\r\n", "\nb\r\n", true)]
    [InlineData("a\r\n.\r", "", true)]
    [InlineData("a\n.\n", "", false)]
    public async Task Refuses_a_bare_cr_or_lf(string first, string second, bool onlyAtTheEnd)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        var reply = await client.SayChunkAsync(Header + first);
        Assert.StartsWith(onlyAtTheEnd ? "250 " : "550 5.6.11", reply, StringComparison.Ordinal);
        Assert.StartsWith(onlyAtTheEnd ? "550 5.6.11" : "503 ", await client.SayChunkAsync(second, last: true), StringComparison.Ordinal);
        Assert.Empty(await servers.QueuedAsync());
        Assert.Empty(Directory.GetFiles(servers.Store.Directory.Spool));
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Header), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_line_end_that_is_cut_in_two()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await client.SayChunkAsync(Header + "a\r");
        Assert.StartsWith("250 2.0.0 OK, queued", await client.SayChunkAsync("\nb\r\n", last: true), StringComparison.Ordinal);
        Assert.Equal(Header + "a\r\nb\r\n", Encoding.Latin1.GetString(await servers.QueuedBytesAsync()));
    }

    [Fact] // RFC 3030 2: the chunk is read first, and so are those that are on their way already
    public async Task Refuses_mail_over_the_size_limit_once_its_chunk_is_read()
    {
        await using var servers = await MailServers.StartAsync(new MailOptions { MaxMessageBytes = 10_000 });
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        var half = new string('x', 6_000);
        await client.SendAsync($"BDAT 6000\r\n{half}BDAT 6000\r\n{half}BDAT 6000 LAST\r\n{half}NOOP\r\n");
        Assert.StartsWith("250 ", await client.HearAsync(), StringComparison.Ordinal);
        Assert.StartsWith("552 5.3.4", await client.HearAsync(), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1", await client.HearAsync(), StringComparison.Ordinal);
        Assert.Equal("250 2.0.0 OK", await client.HearAsync());
        Assert.Empty(await servers.QueuedAsync());
        Assert.Empty(Directory.GetFiles(servers.Store.Directory.Spool));
    }

    [Fact] // RFC 6409 6.1: known with the first chunk, said with the first chunk
    public async Task Refuses_a_From_that_is_not_the_users()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        Assert.StartsWith("550 5.7.1", await client.SayChunkAsync("From: someone@example.org\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1", await client.SayChunkAsync("body\r\n", last: true), StringComparison.Ordinal);
        Assert.Empty(await servers.QueuedAsync());
    }

    [Theory] // RFC 3030 2
    [InlineData("RSET")]
    [InlineData("EHLO again.example")]
    public async Task Forgets_the_chunks(string command)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await client.SayChunkAsync(Header);
        Assert.StartsWith("250", await client.SayAsync(command), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1", await client.SayChunkAsync("x", last: true), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(servers.Store.Directory.Spool));
        Assert.StartsWith("250 2.0.0", await client.SubmitAsync(Header), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BDAT many")]
    [InlineData("bdat \u0001 40")]
    [InlineData("BDAT\t40")]
    public async Task Ends_a_session_that_does_not_say_how_many_octets_come(string line)
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await client.SendAsync($"{line}\r\nRSET\r\nMAIL FROM:<me@tox.alt>\r\n");
        Assert.StartsWith("501 5.5.4", await client.HearAsync(), StringComparison.Ordinal);
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Drops_a_mail_whose_client_falls_silent_or_leaves_within_a_chunk()
    {
        var time = new FakeTimeProvider();
        await using var servers = await MailServers.StartAsync(time: time);
        await using (var leaving = await SmtpDialogue.OpenAsync(servers, "Recipients"))
        {
            await leaving.SendAsync($"BDAT 1000 LAST\r\n{Header}");
        }

        await using var silent = await SmtpDialogue.OpenAsync(servers, "Recipients");
        await silent.SendAsync($"BDAT 1000 LAST\r\n{Header}");
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.StartsWith("421 4.4.2", await silent.HearAsync(), StringComparison.Ordinal);
        await servers.StopAsync();
        Assert.Empty(await servers.QueuedAsync());
        Assert.Empty(Directory.GetFiles(servers.Store.Directory.Spool));
    }

    [Fact]
    public async Task Keeps_the_connection_when_the_mail_cannot_be_stored()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Recipients");
        var spool = servers.Store.Directory.Spool;
        Directory.Delete(spool);
        var tooLong = Header + string.Concat(Enumerable.Repeat("A mail too long for the database.\r\n", 3_000));
        Assert.StartsWith("451 4.3.0", await client.SayChunkAsync(tooLong), StringComparison.Ordinal);
        Assert.StartsWith("503 5.5.1", await client.SayChunkAsync(tooLong, last: true), StringComparison.Ordinal);

        Directory.CreateDirectory(spool);
        await client.SayAsync("MAIL FROM:<me@tox.alt>");
        await client.SayAsync("RCPT TO:<bob@tox.alt>");
        Assert.StartsWith("250 ", await client.SayChunkAsync(Header), StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0 OK, queued", await client.SayAsync("BDAT 0 LAST"), StringComparison.Ordinal);
    }
}
