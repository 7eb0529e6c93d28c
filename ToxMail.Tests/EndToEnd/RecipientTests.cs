using System.Text;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

public sealed class RecipientTests(TrioFixture trio) : IClassFixture<TrioFixture>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private MailUser Alice => trio.Alice;

    private MailUser Bob => trio.Bob;

    private MailUser Carol => trio.Carol;

    [Fact]
    public async Task Mail_to_oneself_comes_back_without_a_network()
    {
        var mail = TestMail.Create(Alice, Alice, 2_000);

        await Alice.SendAsync(mail, Alice, Cancelled);

        await Alice.WaitForMailsAsync(1, Timeout, Cancelled);
        Assert.Equal("local", (await Alice.Node.Api.InboxAsync(Cancelled))[0].Via);
        Arrived.AssertEachOnce([mail], await Alice.EmptyMailboxAsync(Cancelled));
    }

    [Fact]
    public async Task One_mail_reaches_every_recipient_once()
    {
        var mail = TestMail.Create(Alice, Bob, 300_000);
        string[] recipients = [Bob.Address, "carol@tox.alt", Carol.Address, "me@tox.alt"];

        await Alice.SendAsync(mail.Bytes, recipients, Cancelled);

        foreach (var user in trio.Circle.Users)
        {
            await user.WaitForMailsAsync(1, Timeout, Cancelled);
        }

        await Alice.WaitForOutboxAsync(Timeout, Cancelled);
        foreach (var user in trio.Circle.Users)
        {
            Arrived.AssertEachOnce([mail], await user.EmptyMailboxAsync(Cancelled));
        }
    }

    [Fact]
    public async Task Aliases_become_keys_and_Bcc_is_gone_when_a_mail_arrives()
    {
        const string Body = "\r\nHi Bob,\r\n..two dots\r\nbob@tox.alt stays in the body\r\n";
        var mail = $"From: Alice <me@tox.alt>\r\nTo: \"The Bob\" <bob@tox.alt>\r\nCc: carol@tox.alt\r\nBcc: me@tox.alt\r\nSubject: Hi\r\n{Body}";

        await Alice.SendAsync(Encoding.ASCII.GetBytes(mail), ["bob@tox.alt"], Cancelled);

        await Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        var arrived = Encoding.UTF8.GetString(Assert.Single(await Bob.EmptyMailboxAsync(Cancelled)));
        Assert.EndsWith(Body, arrived, StringComparison.Ordinal);
        var header = arrived[..^Body.Length];
        Assert.Contains($"Alice <{Alice.Address}>", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"<{Bob.Address}>", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Carol.Address, header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("The Bob", header, StringComparison.Ordinal);
        Assert.Contains("\r\nDate: ", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nMessage-ID: <", header, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Bcc:", header, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("bob@tox.alt", header, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reply_written_to_the_From_that_arrived_comes_back()
    {
        var question = TestMail.Create(Bob, Carol, 100);
        await Bob.SendAsync(question, Carol, Cancelled);
        await Carol.WaitForMailsAsync(1, Timeout, Cancelled);
        var arrived = Encoding.ASCII.GetString(Assert.Single(await Carol.EmptyMailboxAsync(Cancelled)));
        var from = arrived.Split("\r\n").Single(line => line.StartsWith("From:", StringComparison.Ordinal)).Split('<', '>')[1];
        var answer = TestMail.Create(Carol, Bob, 100);

        await Carol.SendAsync(answer.Bytes, [from], Cancelled);

        await Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([answer], await Bob.EmptyMailboxAsync(Cancelled));
    }

    [Theory]
    [InlineData("nobody@tox.alt")]
    [InlineData("someone@example.onion")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000@tox.alt")]
    public async Task A_recipient_that_cannot_be_reached_is_refused_at_once(string recipient)
    {
        var reply = await Alice.SubmitAsync(TestMail.Create(Alice, Bob, 10).Bytes, [recipient], Cancelled);

        Assert.StartsWith("550 5.1", reply, StringComparison.Ordinal);
    }
}
