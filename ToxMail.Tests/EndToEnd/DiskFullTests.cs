using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

public sealed class DiskFullTests
{
    // A node keeps 64 MB free for itself.
    private const int DiskMegabytes = 200;
    private const int Reserve = 64 << 20;
    private const int DiskFull = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_takes_no_mail_says_so_and_takes_it_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(DiskMegabytes);
        var onSmallDisk = new Dictionary<string, string> { ["DataDirectory"] = Path.Combine(disk.Folder, "bob") };
        var impatient = new Dictionary<string, string> { ["Delivery:RetrySchedule:0"] = "00:00:02", ["Delivery:DelayNoticeAfter"] = "00:00:06" };
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, [("alice", impatient), ("bob", onSmallDisk)], Cancelled);
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        var ballast = await disk.FillAsync(Cancelled);

        // Own mail cannot be stored: the client is told to come back.
        var reply = await bob.SubmitAsync(TestMail.Create(bob, alice, 500_000).Bytes, [alice.Address], Cancelled);
        Assert.StartsWith("452 4.3.1", reply, StringComparison.Ordinal);

        // A contact's mail cannot either: its sender is told why it waits.
        TestMail[] mails = [TestMail.Create(alice, bob, 500), TestMail.Create(alice, bob, 3_000_000)];
        await alice.SendAsync(mails[1], bob, Cancelled);
        var notice = await NoticeMail.TakeAsync(alice, mails[1], Timeout, Cancelled);
        Assert.Equal("delayed", notice.Action);
        Assert.Contains("full", notice.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("full", (await alice.Node.Api.OutboxAsync(Cancelled))[0].LastError, StringComparison.OrdinalIgnoreCase);
        await alice.SendAsync(mails[0], bob, Cancelled);

        File.Delete(ballast);
        await bob.WaitForMailsAsync(mails.Length, Timeout, Cancelled);
        await alice.WaitForOutboxAsync(Timeout, Cancelled);
        Arrived.AssertEachOnce(mails, await bob.EmptyMailboxAsync(Cancelled));
        await circle.CloseAsync();
    }

    [Fact]
    public async Task A_disk_filled_by_own_mail_is_emptied_through_pop3()
    {
        await using var disk = await SmallDisk.MountAsync(DiskMegabytes);
        var onSmallDisk = new Dictionary<string, string> { ["DataDirectory"] = Path.Combine(disk.Folder, "alice"), ["Delivery:RetrySchedule:0"] = "00:00:01" };
        await using var alice = await MailUser.StartAsync("alice", onSmallDisk, Cancelled);
        const int Size = 15 << 20;

        string reply;
        do
        {
            reply = await alice.SubmitAsync(TestMail.Create(alice, alice, Size).Bytes, [alice.Address], Cancelled);
        }
        while (reply.StartsWith("250 ", StringComparison.Ordinal));

        Assert.StartsWith("452 4.3.1", reply, StringComparison.Ordinal);
        Assert.InRange(new DriveInfo(disk.Folder).AvailableFreeSpace, Reserve / 2, Reserve + (2 * Size));
        Assert.NotEmpty(await alice.EmptyMailboxAsync(Cancelled));

        // What waited for room comes in then.
        await alice.WaitForOutboxAsync(Timeout, Cancelled);
        await alice.EmptyMailboxAsync(Cancelled);
        Assert.StartsWith("250 ", await alice.SubmitAsync(TestMail.Create(alice, alice, Size).Bytes, [alice.Address], Cancelled), StringComparison.Ordinal);
        Assert.Equal(0, await alice.Node.StopAsync(NodeProcess.StopTimeout, Cancelled));
        await alice.Node.AssertStoreIsSoundAsync();
    }

    [Fact]
    public async Task A_full_disk_ends_the_start_with_words_and_a_code_that_is_tried_again()
    {
        await using var disk = await SmallDisk.MountAsync(20);
        await using var node = new NodeProcess("full", new Dictionary<string, string> { ["DataDirectory"] = Path.Combine(disk.Folder, "alice") });
        await node.StartAsync(Cancelled);
        Assert.Equal(0, await node.StopAsync(NodeProcess.StopTimeout, Cancelled));
        var ballast = await disk.FillAsync(Cancelled);

        Assert.Equal(DiskFull, await node.RunToExitAsync(NodeProcess.StartTimeout, Cancelled));
        Assert.Contains("The disk is full", node.Tail(), StringComparison.Ordinal);
        Assert.DoesNotContain("owner and mode", node.Tail(), StringComparison.Ordinal);

        File.Delete(ballast);
        await node.StartAsync(Cancelled);
        Assert.Equal(0, await node.StopAsync(NodeProcess.StopTimeout, Cancelled));
    }
}
