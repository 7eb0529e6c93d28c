using System.Text;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class TransferTests(NodePair pair) : IClassFixture<NodePair>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    [InlineData(140_000)]
    [InlineData(3_000_000)]
    public async Task Body_arrives_byte_for_byte(int size)
    {
        var ct = TestContext.Current.CancellationToken;
        var body = new byte[size];
        new Random(size).NextBytes(body);
        var before = (await pair.Bob.Store.Inbox.SnapshotAsync(ct)).Count;

        await pair.Alice.QueueAsync([.. Encoding.ASCII.GetBytes("Subject: x\r\n\r\n"), .. body], pair.Bob, ct);
        await NodePair.UntilAsync(async () => (await pair.Bob.Store.Inbox.SnapshotAsync(ct)).Count > before);

        var entry = (await pair.Bob.Store.Inbox.SnapshotAsync(ct))[^1];
        await using var blob = pair.Bob.Store.Blobs.OpenRead(entry.Blob);
        var received = new byte[blob.Length];
        await blob.ReadExactlyAsync(received, ct);
        Assert.Equal(body, received[^size..]);
        await NodePair.UntilAsync(async () => (await pair.Alice.Store.Outbox.TotalsAsync(ct)).Pending == 0);
    }
}
