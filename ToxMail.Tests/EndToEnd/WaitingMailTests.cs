using System.Net;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Mail to someone who is not there: what the user is told, and what he can do about it.</summary>
public sealed class WaitingMailTests(SideBySide tests) : IClassFixture<SideBySide>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Delay_and_expiry_are_told_to_the_sender_and_expired_mail_never_arrives() => RunAsync(ExpireAsync);

    [Fact]
    public Task Cancelled_mail_never_arrives_and_retried_mail_does() => RunAsync(CancelAsync);

    private Task RunAsync(Func<CancellationToken, Task> test) => tests.RunAsync(test, ExpireAsync, CancelAsync);

    private static async Task ExpireAsync(CancellationToken cancelled)
    {
        var impatient = new Dictionary<string, string> { ["Delivery:DelayNoticeAfter"] = "00:00:04", ["Delivery:ExpireAfter"] = "00:00:12" };
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, [("alice", impatient), ("bob", MailCircle.Plain)], cancelled);
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        await bob.Node.StopAsync(NodeProcess.StopTimeout, cancelled);
        var mail = TestMail.Create(alice, bob, 1_000);

        await alice.SendAsync(mail, bob, cancelled);

        var delayed = await NoticeMail.TakeAsync(alice, mail, Timeout, cancelled);
        Assert.Equal("delayed", delayed.Action);
        Assert.StartsWith("4.", delayed.Status, StringComparison.Ordinal);
        var expired = await NoticeMail.TakeAsync(alice, mail, Timeout, cancelled);
        Assert.Equal("failed", expired.Action);
        Assert.Equal("Expired", (await alice.Node.Api.OutboxAsync(cancelled))[0].State);
        await bob.StartAsync(cancelled);
        await circle.WaitUntilConnectedAsync(cancelled);
        var next = TestMail.Create(alice, bob, 1_000);
        await alice.SendAsync(next, bob, cancelled);
        await bob.WaitForMailsAsync(1, Timeout, cancelled);
        Arrived.AssertEachOnce([next], await bob.EmptyMailboxAsync(cancelled));
        await circle.CloseAsync();
    }

    private static async Task CancelAsync(CancellationToken cancelled)
    {
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, cancelled, "alice", "bob");
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        await bob.Node.StopAsync(NodeProcess.StopTimeout, cancelled);
        var unwanted = TestMail.Create(alice, bob, 1_000);
        await alice.SendAsync(unwanted, bob, cancelled);
        var wanted = TestMail.Create(alice, bob, 1_000);
        await alice.SendAsync(wanted, bob, cancelled);
        var rows = await alice.Node.Api.OutboxAsync(cancelled);
        Assert.All(rows, row => Assert.Equal("AwaitingPeer", row.State));

        using var cancel = await alice.Node.Api.DeleteAsync($"outbox/{rows[1].Id}", cancelled);
        using var retry = await alice.Node.Api.PostAsync($"outbox/{rows[0].Id}/retry", null, cancelled);
        using var unknown = await alice.Node.Api.DeleteAsync("outbox/4711", cancelled);

        Assert.True(cancel.IsSuccessStatusCode);
        Assert.True(retry.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(["AwaitingPeer", "Cancelled"], (await alice.Node.Api.OutboxAsync(cancelled)).Select(row => row.State));
        await bob.StartAsync(cancelled);
        await bob.WaitForMailsAsync(1, Timeout, cancelled);
        await alice.WaitForOutboxAsync(Timeout, cancelled);
        Arrived.AssertEachOnce([wanted], await bob.EmptyMailboxAsync(cancelled));
        await circle.CloseAsync();
    }
}
