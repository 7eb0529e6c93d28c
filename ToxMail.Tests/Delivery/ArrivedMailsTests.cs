using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Store;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class ArrivedMailsTests
{
    private static readonly byte[] Mail = Encoding.ASCII.GetBytes("Subject: hello\r\n\r\nHello.\r\n");

    [Fact]
    public async Task Of_a_bundle_only_parcels_that_tell_their_digest_get_a_result()
    {
        await using var store = await TemporaryStore.OpenAsync();
        var arrived = Open(store);
        byte[] sound = [.. Prefix(compressed: false), .. Mail];

        var results = await arrived.StoreAsync(
            TemporaryStore.Key(2),
            [
                ArrivedParcel.Small(null, new byte[50]),
                ArrivedParcel.Small(null, sound),
                ArrivedParcel.Small(null, (byte[])[.. Prefix(compressed: true), 0xFF, 0xFF, 0xFF, 0xFF]),
            ],
            TemporaryStore.Ct);

        var only = Assert.Single(results);
        Assert.Equal((DigestBuilder.Of(sound), MailStatus.Stored), (only.Digest, only.Status));
    }

    [Fact]
    public async Task A_broken_parcel_that_came_alone_is_refused_by_its_name()
    {
        await using var store = await TemporaryStore.OpenAsync();
        var name = DigestBuilder.Of([1]);

        var results = await Open(store).StoreAsync(TemporaryStore.Key(2), [ArrivedParcel.Small(name, new byte[50])], TemporaryStore.Ct);

        var only = Assert.Single(results);
        Assert.Equal((name, MailStatus.Refused, ResultCode.NotUnderstood), (only.Digest, only.Status, only.Code));
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(16, 1)]
    public async Task Mails_that_grow_when_they_are_unpacked_leave_the_disk_its_reserve(int parcels, int megabytes)
    {
        await using var disk = await SmallDisk.MountAsync(75);
        await using var store = await TemporaryStore.OpenAsync(folder: Path.Combine(disk.Folder, "data"));
        var bombs = Enumerable.Range(0, parcels).Select(i => Bomb((megabytes << 20) - 1000, i)).ToList();
        Assert.InRange(bombs.Sum(static bomb => bomb.Length), 1, 100_000);

        var results = await Open(store).StoreAsync(
            TemporaryStore.Key(2),
            [.. bombs.Select(bomb => ArrivedParcel.Small(null, bomb) with { MaxBytes = megabytes << 20 })],
            TemporaryStore.Ct);

        Assert.Equal(parcels, results.Count);
        Assert.All(results, static result => Assert.Equal((MailStatus.Later, ResultCode.NoRoom), (result.Status, result.Code)));
        Assert.Empty(await store.Inbox.SnapshotAsync(TemporaryStore.Ct));
        Assert.True(new DiskReserve(store.Directory).HasRoomFor(0));
    }

    private static byte[] Bomb(int size, int number) =>
        [.. Prefix(compressed: true), .. BodyCompression.Compress([.. Encoding.ASCII.GetBytes($"Subject: {number}\r\n\r\n"), .. new byte[size]])];

    private static ArrivedMails Open(TemporaryStore store) =>
        new(new ParcelUnpacker(store.Blobs, new DiskReserve(store.Directory), store.Store.NamePins, TemporaryStore.Own, new MailOptions(), store.Time), store.Blobs, store.Inbox, NullLogger<ArrivedMails>.Instance);

    private static byte[] Prefix(bool compressed) => ParcelCodec.Write(new ParcelHeader
    {
        ParcelId = new byte[16],
        ReturnAddress = "",
        Recipients = [],
        Submitted = DateTimeOffset.UnixEpoch,
        IsCompressed = compressed,
    });
}
