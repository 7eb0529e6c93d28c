using System.IO.Compression;
using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Delivery;

/// <summary>A contact that speaks nonsense, lies or attacks, over a real link. Each test ends with a mail that still passes.</summary>
public sealed class HostilePeerTests(NodePair pair) : IClassFixture<NodePair>
{
    [Fact]
    public async Task Random_packets_do_no_harm()
    {
        var random = new Random(1);
        for (var i = 0; i < 60; i++)
        {
            var packet = new byte[random.Next(2, WireFormat.MaxPacket)];
            random.NextBytes(packet);
            packet[0] = WireFormat.PacketId;
            packet[1] = (byte)random.Next(0, 256);
            await pair.Alice.Tox.SendAsync(pair.Bob.Own.PublicKey, packet);
        }

        await AssertMailPassesAsync();
    }

    [Fact]
    public async Task A_parcel_with_another_digest_is_thrown_away()
    {
        var bytes = Parcel(Encoding.ASCII.GetBytes("Subject: forged\r\n\r\n"), compressed: false);

        await OfferAsync(bytes, DigestBuilder.Of([1, 2, 3]));

        await AssertMailPassesAsync();
        Assert.DoesNotContain((await pair.Bob.Store.Inbox.ListAsync(0, 100, CancellationToken.None)).Entries, static mail => mail.Subject == "forged");
    }

    [Fact]
    public async Task A_compression_bomb_stops_at_the_limit()
    {
        var bomb = Parcel(new byte[120_000_000], compressed: true);
        Assert.InRange(bomb.Length, 1, 1_000_000);

        await OfferAsync(bomb, DigestOf(bomb));

        await AssertMailPassesAsync();
        Assert.InRange((await pair.Bob.Store.Inbox.SnapshotAsync(CancellationToken.None)).Max(static mail => mail.SizeBytes), 0, 1_000_000);
    }

    [Fact]
    public async Task A_file_of_a_chat_client_is_refused()
    {
        var transfer = await pair.Alice.Tox.SendFileAsync(pair.Bob.Own.PublicKey, 0, new byte[32], new MemoryStream(new byte[5000]));

        Assert.Equal(ToxMail.Core.Tox.TransferEnd.Cancelled, await transfer!.Completion.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None));
    }

    [Fact]
    public async Task A_bundle_of_garbage_is_dropped()
    {
        await pair.Alice.Tox.SendFileAsync(pair.Bob.Own.PublicKey, WireFormat.BundleKind, new byte[32], new MemoryStream(new byte[5000]));

        await AssertMailPassesAsync();
    }

    [Fact]
    public async Task A_packed_bundle_of_garbage_and_one_that_unpacks_to_garbage_are_dropped()
    {
        byte[][] files = [[.. "TMB2"u8, 255, 255, 15, 0, .. new byte[5000]], PackedBundle.Write(new byte[900_000])];
        foreach (var file in files)
        {
            var transfer = await pair.Alice.Tox.SendFileAsync(pair.Bob.Own.PublicKey, WireFormat.PackedBundleKind, new byte[32], new MemoryStream(file));
            Assert.Equal(ToxMail.Core.Tox.TransferEnd.Finished, await transfer!.Completion.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None));
        }

        await AssertMailPassesAsync();
    }

    [Fact]
    public async Task A_limit_beyond_all_numbers_keeps_no_large_mail_back()
    {
        var ct = TestContext.Current.CancellationToken;
        var before = (await pair.Bob.Store.Inbox.SnapshotAsync(ct)).Count;
        await SayToAliceAsync(new Frame.Bye(ByeReason.Blocked));
        await NodePair.UntilAsync(async () => (await pair.Alice.Store.Contacts.FindAsync(pair.Bob.Own.PublicKey, ct))!.BlocksYou);
        await SayToAliceAsync(new Frame.Hello(1, 1, long.MaxValue, 0, "endless"));
        await NodePair.UntilAsync(async () => !(await pair.Alice.Store.Contacts.FindAsync(pair.Bob.Own.PublicKey, ct))!.BlocksYou);

        await pair.Alice.QueueAsync([.. Encoding.ASCII.GetBytes("Subject: large\r\n\r\n"), .. new byte[200_000]], pair.Bob, ct);

        await NodePair.UntilAsync(async () => (await pair.Bob.Store.Inbox.SnapshotAsync(ct)).Count == before + 1);
    }

    [Fact]
    public async Task Offers_that_are_taken_back_at_once_do_no_harm()
    {
        for (var i = 0; i < 600; i++)
        {
            var transfer = await pair.Alice.Tox.SendFileAsync(pair.Bob.Own.PublicKey, WireFormat.ParcelKind, DigestBuilder.Of(BitConverter.GetBytes(i)).ToArray(), new MemoryStream(new byte[5000]));
            await pair.Alice.Tox.CancelAsync(transfer!);
        }

        await AssertMailPassesAsync();
    }

    private Task<bool> SayToAliceAsync(Frame frame) => pair.Bob.Tox.SendAsync(pair.Alice.Own.PublicKey, FrameCodec.Write(frame));

    private async Task OfferAsync(byte[] parcel, Digest digest)
    {
        var transfer = await pair.Alice.Tox.SendFileAsync(pair.Bob.Own.PublicKey, WireFormat.ParcelKind, digest.ToArray(), new MemoryStream(parcel));
        await transfer!.Completion.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    private async Task AssertMailPassesAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var before = (await pair.Bob.Store.Inbox.SnapshotAsync(ct)).Count;
        await pair.Alice.QueueAsync(Encoding.ASCII.GetBytes("Subject: sound\r\n\r\nHello\r\n"), pair.Bob, ct);
        await NodePair.UntilAsync(async () => (await pair.Bob.Store.Inbox.SnapshotAsync(ct)).Count == before + 1);
    }

    private static Digest DigestOf(byte[] parcel)
    {
        var prefix = parcel.AsSpan(0, ParcelCodec.PrefixLength(parcel)!.Value);
        var digest = new DigestBuilder(prefix);
        digest.Append(parcel.AsSpan(prefix.Length));
        return digest.Finish();
    }

    private byte[] Parcel(byte[] mail, bool compressed)
    {
        var prefix = ParcelCodec.Write(new ParcelHeader
        {
            ParcelId = Guid.NewGuid().ToByteArray(),
            ReturnAddress = OwnIdentity.AddressOf(pair.Alice.Own.PublicKey).ToString(),
            Recipients = [],
            Submitted = DateTimeOffset.UnixEpoch,
            IsCompressed = compressed,
        });
        using var body = new MemoryStream();
        using (var brotli = new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(mail);
        }

        return [.. prefix, .. compressed ? body.ToArray() : mail];
    }
}
