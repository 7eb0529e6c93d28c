using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

public sealed class DiskFullTests
{
    // A node keeps 64 MB free for itself.
    private const int DiskMegabytes = 200;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_mail_in_words_and_takes_it_again_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(DiskMegabytes);
        var onSmallDisk = new Dictionary<string, string> { ["DataDirectory"] = Path.Combine(disk.Folder, "bob") };
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, [("alice", MailCircle.Plain), ("bob", onSmallDisk)], Cancelled);
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        var ballast = await disk.FillAsync(Cancelled);

        // Own mail cannot be stored: the client is told to come back.
        var reply = await bob.SubmitAsync(TestMail.Create(bob, alice, 500_000).Bytes, [alice.Address], Cancelled);
        Assert.StartsWith("452 4.3.1", reply, StringComparison.Ordinal);

        // A contact's mail neither: its sender is told.
        var tooMuch = TestMail.Create(alice, bob, 500_000);
        await alice.SendAsync(tooMuch, bob, Cancelled);
        var notice = await NoticeMail.TakeAsync(alice, tooMuch, Timeout, Cancelled);
        Assert.Equal("failed", notice.Action);

        File.Delete(ballast);
        var fits = TestMail.Create(alice, bob, 500_000);
        await alice.SendAsync(fits, bob, Cancelled);
        await bob.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([fits], await bob.EmptyMailboxAsync(Cancelled));
        await circle.CloseAsync();
    }
}
