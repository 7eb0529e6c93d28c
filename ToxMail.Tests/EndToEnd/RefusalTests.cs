using System.Text;
using ToxMail.Core.Store;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>What the recipient's node does not take comes back to the sender as a notice in plain words.</summary>
public sealed class RefusalTests(RefusalFixture circle) : IClassFixture<RefusalFixture>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_too_large_for_the_recipient_comes_back()
    {
        var mail = TestMail.Create(circle.Alice, circle.Bob, RefusalFixture.BobsLimit + MailOptions.HeaderGrowth + 1);

        await circle.Alice.SendAsync(mail, circle.Bob, Cancelled);

        var notice = await NoticeMail.TakeAsync(circle.Alice, mail, Timeout, Cancelled);
        Assert.Equal("failed", notice.Action);
        Assert.StartsWith("5.", notice.Status, StringComparison.Ordinal);
        Assert.Contains("large", notice.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"at most {RefusalFixture.BobsLimit + MailOptions.HeaderGrowth} bytes", notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("It said", notice.Text, StringComparison.Ordinal);
        Assert.Equal("Failed", (await circle.Alice.Node.Api.OutboxAsync(Cancelled))[0].State);
        Assert.Empty(await circle.Bob.ReadMailboxAsync(Cancelled));
    }

    [Fact]
    public async Task Mail_below_the_recipients_limit_still_passes()
    {
        var mail = TestMail.Create(circle.Alice, circle.Bob, RefusalFixture.BobsLimit - 5_000);

        await circle.Alice.SendAsync(mail, circle.Bob, Cancelled);

        await circle.Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([mail], await circle.Bob.EmptyMailboxAsync(Cancelled));
    }

    [Fact]
    public async Task Mail_of_just_the_limit_passes_though_its_headers_grow()
    {
        var header = $"From: me@tox.alt\r\nTo: bob@tox.alt\r\nMessage-ID: <the-limit@x>\r\nSubject: {nameof(Mail_of_just_the_limit_passes_though_its_headers_grow)}\r\n\r\n";
        var mail = header + new string('x', RefusalFixture.BobsLimit - header.Length - 2) + "\r\n";

        var reply = await circle.Alice.SubmitAsync(Encoding.ASCII.GetBytes(mail), [circle.Bob.Address], Cancelled);
        Assert.StartsWith("250 ", reply, StringComparison.Ordinal);

        await circle.Bob.WaitForMailsAsync(1, Timeout, Cancelled);
        await circle.Bob.EmptyMailboxAsync(Cancelled);
    }

    [Fact]
    public async Task Mail_to_somebody_who_blocked_the_sender_comes_back_at_once_until_that_is_over()
    {
        var mail = TestMail.Create(circle.Alice, circle.Carol, 1_000);
        using var blocked = await circle.Carol.Node.Api.PostAsync($"contacts/{circle.Alice.PublicKey}/block", null, Cancelled);
        Assert.True(blocked.IsSuccessStatusCode);

        await circle.Alice.SendAsync(mail, circle.Carol, Cancelled);

        var notice = await NoticeMail.TakeAsync(circle.Alice, mail, Timeout, Cancelled);
        Assert.Equal("failed", notice.Action);
        Assert.Contains("has blocked you", notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("It said", notice.Text, StringComparison.Ordinal);
        Assert.Empty(await circle.Carol.ReadMailboxAsync(Cancelled));

        // Carol's node has left: to Alice's she looks offline now, and yet nothing waits for her.
        await Wait.UntilAsync(async () => await CarolAsync() is { IsOnline: false, BlocksYou: true }, Timeout, circle.Alice.Node.Tail, Cancelled);
        var later = TestMail.Create(circle.Alice, circle.Carol, 1_000);
        await circle.Alice.SendAsync(later, circle.Carol, Cancelled);
        Assert.Contains("has blocked you", (await NoticeMail.TakeAsync(circle.Alice, later, Timeout, Cancelled)).Text, StringComparison.Ordinal);

        using var unblocked = await circle.Carol.Node.Api.PostAsync($"contacts/{circle.Alice.PublicKey}/unblock", null, Cancelled);
        Assert.True(unblocked.IsSuccessStatusCode);
        await Wait.UntilAsync(async () => await CarolAsync() is { IsOnline: true, BlocksYou: false }, Timeout, circle.Alice.Node.Tail, Cancelled);
        var welcome = TestMail.Create(circle.Alice, circle.Carol, 1_000);
        await circle.Alice.SendAsync(welcome, circle.Carol, Cancelled);
        await circle.Carol.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([welcome], await circle.Carol.EmptyMailboxAsync(Cancelled));
    }

    private async Task<ContactView> CarolAsync() => (await circle.Alice.Node.Api.ContactsAsync(Cancelled)).Single(contact => contact.PublicKey == circle.Carol.PublicKey);

    [Fact]
    public async Task Mail_over_the_own_limit_is_refused_before_it_is_sent()
    {
        await using var smtp = await circle.Bob.OpenSmtpAsync(Cancelled);

        var declared = await smtp.CommandAsync($"MAIL FROM:<{circle.Bob.Address}> SIZE={RefusalFixture.BobsLimit + 1}", Cancelled);
        var sent = await circle.Bob.SubmitAsync(TestMail.Create(circle.Bob, circle.Alice, RefusalFixture.BobsLimit + 1).Bytes, [circle.Alice.Address], Cancelled);

        Assert.StartsWith("552 5.3.4", declared, StringComparison.Ordinal);
        Assert.StartsWith("552 5.3.4", sent, StringComparison.Ordinal);
    }
}
