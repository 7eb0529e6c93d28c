using System.Text;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Smtp;

/// <summary>A client that lost the answer to a mail sends it again (RFC 5321 6.1); that must not make two of it, and two mails must not become one.</summary>
public sealed class DuplicateSubmissionTests
{
    private const string Text = "Subject: s\r\n\r\nbody\r\n";
    private const string Named = "Message-ID: <1@client.example>\r\n" + Text;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_a_mail_that_comes_again_with_the_first_ones_id(bool byChunks)
    {
        await using var servers = await MailServers.StartAsync();
        await using (var lost = await SmtpDialogue.OpenAsync(servers, "Recipients"))
        {
            Assert.StartsWith("354 ", await lost.SayAsync("DATA"), StringComparison.Ordinal);
            await lost.SendAsync(Named + ".\r\n");
            while ((await servers.QueuedAsync()).Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
            }
        }

        await servers.RestartAsync();
        servers.Store.Time.Advance(TimeSpan.FromMinutes(9));
        await using var again = await SmtpDialogue.OpenAsync(servers, "Recipients");
        var reply = byChunks ? await again.SayChunkAsync(Named, last: true) : await again.SendMailAsync(Named);
        Assert.Equal($"250 2.0.0 OK, queued as {Assert.Single(await servers.QueuedAsync()).QueueId}", reply);
    }

    [Fact]
    public async Task Queues_one_mail_when_several_sessions_send_it_at_once()
    {
        await using var servers = await MailServers.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
            return await client.SubmitAsync(Named);
        }));
        Assert.StartsWith("250 2.0.0 OK, queued as ", Assert.Single(replies.Distinct()), StringComparison.Ordinal);
        Assert.Single(await servers.QueuedAsync());
    }

    [Fact]
    public async Task Leaves_no_file_of_a_large_mail_that_came_again()
    {
        var mail = Named + string.Concat(Enumerable.Repeat("A mail too long for the database.\r\n", 3_000));
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        Assert.Equal(await client.SubmitAsync(mail), await client.SubmitAsync(mail));
        Assert.Single(servers.Store.Blobs.All(null));
    }

    [Theory]
    [InlineData("no Message-ID", Text, "MAIL FROM:<me@tox.alt>", "RCPT TO:<bob@tox.alt>")]
    [InlineData("another Message-ID", "Message-ID: <2@client.example>\r\n" + Text, "MAIL FROM:<me@tox.alt>", "RCPT TO:<bob@tox.alt>")]
    [InlineData("another body", Named + "more\r\n", "MAIL FROM:<me@tox.alt>", "RCPT TO:<bob@tox.alt>")]
    [InlineData("another recipient", Named, "MAIL FROM:<me@tox.alt>", "RCPT TO:<me@tox.alt>")]
    [InlineData("one recipient more", Named, "MAIL FROM:<me@tox.alt>", "RCPT TO:<bob@tox.alt>\r\nRCPT TO:<me@tox.alt>")]
    [InlineData("the null sender", Named, "MAIL FROM:<>", "RCPT TO:<bob@tox.alt>")]
    [InlineData("another ENVID", Named, "MAIL FROM:<me@tox.alt> ENVID=x", "RCPT TO:<bob@tox.alt>")]
    [InlineData("another RET", Named, "MAIL FROM:<me@tox.alt> RET=HDRS", "RCPT TO:<bob@tox.alt>")]
    [InlineData("another NOTIFY", Named, "MAIL FROM:<me@tox.alt>", "RCPT TO:<bob@tox.alt> NOTIFY=NEVER")]
    [InlineData("another ORCPT", Named, "MAIL FROM:<me@tox.alt>", "RCPT TO:<bob@tox.alt> ORCPT=rfc822;b@x")]
    public async Task Takes_what_differs_for_another_mail(string how, string mail, string from, string to)
    {
        Assert.NotEmpty(how);
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var first = await client.SubmitAsync(how == "no Message-ID" ? mail : Named);
        await client.SayAsync(from);
        foreach (var command in to.Split("\r\n"))
        {
            Assert.StartsWith("250 ", await client.SayAsync(command), StringComparison.Ordinal);
        }

        var second = await client.SendMailAsync(mail);
        Assert.StartsWith("250 2.0.0 OK, queued as ", second, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Sends_it_again_once_the_minutes_are_over()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var first = await client.SubmitAsync(Named);
        servers.Store.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEqual(first, await client.SubmitAsync(Named));
        Assert.Equal(2, (await servers.QueuedAsync()).Count);
    }

    [Fact]
    public async Task Sends_it_again_when_the_first_was_cancelled()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var first = await client.SubmitAsync(Named);
        await servers.Store.Outbox.CancelAsync(Assert.Single(await servers.QueuedAsync()).Id, Token);
        Assert.NotEqual(first, await client.SubmitAsync(Named));
    }

    [Fact]
    public async Task Knows_a_mail_again_that_has_arrived_meanwhile()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var first = await client.SubmitAsync(Named);
        await servers.Store.SendAsync(Assert.Single(await servers.QueuedAsync()).Id, Core.Store.Outgoing.DeliveryState.Delivered);
        Assert.Equal(first, await client.SubmitAsync(Named));
        Assert.Single(await servers.QueuedAsync());
    }

    [Fact]
    public async Task Keeps_two_mails_whose_Message_ID_is_blank()
    {
        await using var servers = await MailServers.StartAsync();
        await using var client = await SmtpDialogue.OpenAsync(servers, "Ready");
        var blank = Encoding.ASCII.GetString("Message-ID: \r\nSubject: s\r\n\r\nbody\r\n"u8);
        Assert.NotEqual(await client.SubmitAsync(blank), await client.SubmitAsync(blank));
    }
}
