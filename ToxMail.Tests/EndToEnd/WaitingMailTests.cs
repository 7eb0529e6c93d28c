using System.Net;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Mail to someone who is not there: what the user is told, and what he can do about it.</summary>
public sealed class WaitingMailTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delay_and_expiry_are_told_to_the_sender_and_expired_mail_never_arrives()
    {
        var impatient = new Dictionary<string, string> { ["Delivery:DelayNoticeAfter"] = "00:00:04", ["Delivery:ExpireAfter"] = "00:00:12" };
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, [("alice", impatient), ("bob", MailCircle.Plain)], Cancelled);
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        await bob.Node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        var mail = TestMail.Create(alice, bob, 1_000);

        await alice.SendAsync(mail, bob, Cancelled);

        var delayed = await NoticeMail.TakeAsync(alice, mail, Timeout, Cancelled);
        Assert.Equal("delayed", delayed.Action);
        Assert.StartsWith("4.", delayed.Status, StringComparison.Ordinal);
        var expired = await NoticeMail.TakeAsync(alice, mail, Timeout, Cancelled);
        Assert.Equal("failed", expired.Action);
        Assert.Equal("Expired", (await alice.Node.Api.OutboxAsync(Cancelled))[0].State);
        await bob.StartAsync(Cancelled);
        await circle.WaitUntilConnectedAsync(Cancelled);
        var next = TestMail.Create(alice, bob, 1_000);
        await alice.SendAsync(next, bob, Cancelled);
        await bob.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([next], await bob.EmptyMailboxAsync(Cancelled));
        await circle.CloseAsync();
    }

    [Fact]
    public async Task Cancelled_mail_never_arrives_and_retried_mail_does()
    {
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, Cancelled, "alice", "bob");
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        await bob.Node.StopAsync(NodeProcess.StopTimeout, Cancelled);
        var unwanted = TestMail.Create(alice, bob, 1_000);
        await alice.SendAsync(unwanted, bob, Cancelled);
        var wanted = TestMail.Create(alice, bob, 1_000);
        await alice.SendAsync(wanted, bob, Cancelled);
        var rows = await alice.Node.Api.OutboxAsync(Cancelled);
        Assert.All(rows, row => Assert.Equal("AwaitingPeer", row.State));

        using var cancel = await alice.Node.Api.DeleteAsync($"outbox/{rows[1].Id}", Cancelled);
        using var retry = await alice.Node.Api.PostAsync($"outbox/{rows[0].Id}/retry", null, Cancelled);
        using var unknown = await alice.Node.Api.DeleteAsync("outbox/4711", Cancelled);

        Assert.True(cancel.IsSuccessStatusCode);
        Assert.True(retry.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(["AwaitingPeer", "Cancelled"], (await alice.Node.Api.OutboxAsync(Cancelled)).Select(row => row.State));
        await bob.StartAsync(Cancelled);
        await bob.WaitForMailsAsync(1, Timeout, Cancelled);
        await alice.WaitForOutboxAsync(Timeout, Cancelled);
        Arrived.AssertEachOnce([wanted], await bob.EmptyMailboxAsync(Cancelled));
        await circle.CloseAsync();
    }
}
