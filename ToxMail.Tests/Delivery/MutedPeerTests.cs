using System.Text;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Delivery;

/// <summary>A contact who keeps sending broken packets; a pair of its own, because a muted contact stays so for an hour.</summary>
public sealed class MutedPeerTests(NodePair pair) : IClassFixture<NodePair>
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);
    private static readonly byte[] Broken = [WireFormat.PacketId, (byte)FrameType.MailPart, 1];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_contact_is_heard_for_99_broken_packets_and_no_more_after_100()
    {
        await SendBrokenAsync(99);
        await QueueAsync();
        await NodePair.UntilAsync(async () => await CountAsync() == 1);

        await SendBrokenAsync(1);
        await QueueAsync();
        await Task.Delay(Silence, TimeProvider.System, Ct);

        Assert.Equal(1, await CountAsync());
    }

    private async Task SendBrokenAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await pair.Alice.Tox.SendAsync(pair.Bob.Own.PublicKey, Broken);
        }
    }

    private Task QueueAsync() => pair.Alice.QueueAsync(Encoding.ASCII.GetBytes("Subject: sound\r\n\r\nHello\r\n"), pair.Bob, Ct);

    private async Task<int> CountAsync() => (await pair.Bob.Store.Inbox.SnapshotAsync(Ct)).Count;
}
