using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Store;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class IncomingSpoolTests : IDisposable
{
    private const long Largest = 100_000;
    private const long Share = 2 * (Largest + MailOptions.HeaderGrowth + WireFormat.MaxParcelHeader);

    private static readonly PublicKey Alice = TemporaryStore.Key(2);
    private static readonly PublicKey Bob = TemporaryStore.Key(3);
    private static readonly Digest First = DigestBuilder.Of([1]);
    private static readonly Digest Second = DigestBuilder.Of([2]);
    private static readonly Digest Third = DigestBuilder.Of([3]);
    private static readonly Digest Fourth = DigestBuilder.Of([4]);

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-spool-").FullName;
    private readonly DataDirectory _directory;
    private readonly IncomingSpool _spool;

    public IncomingSpoolTests()
    {
        _directory = DataDirectory.Open(_folder);
        _spool = new IncomingSpool(_directory, new MailOptions { MaxMessageBytes = Largest });
    }

    public void Dispose()
    {
        _directory.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Goes_on_where_a_parcel_was_cut_off()
    {
        Assert.Equal(0, _spool.Held(Alice, First));
        Append(Alice, First, [1, 2, 3]);
        Append(Alice, First, [4]);

        Assert.Equal(4, _spool.Held(Alice, First));
        Assert.Equal(0, _spool.Held(Bob, First));
        using var parcel = _spool.Open(Alice, First);
        var bytes = new byte[4];
        parcel.ReadExactly(bytes);
        Assert.Equal([1, 2, 3, 4], bytes);
    }

    [Fact]
    public void Each_sender_has_a_share_of_two_largest_mails()
    {
        Append(Alice, First, new byte[1000]);

        Assert.True(HasShare(Alice, (First, Share)));
        Assert.False(HasShare(Alice, (First, Share + 1)));
        Assert.False(HasShare(Alice, (First, Share - 500), (Second, 501)));
        Assert.True(HasShare(Bob, (Second, Share)));
        Assert.Equal(1000, _spool.Held(Alice, First));
    }

    [Fact]
    public void Parts_their_sender_left_give_way_to_what_it_sends_now_the_oldest_first()
    {
        foreach (var (part, age) in (ReadOnlySpan<(Digest, int)>)[(First, 3), (Second, 1), (Third, 2)])
        {
            Append(Alice, part, new byte[1000]);
            File.SetLastWriteTimeUtc(FileOf(Alice, part), DateTime.UnixEpoch.AddDays(-age));
        }

        Append(Bob, First, new byte[1000]);

        Assert.True(HasShare(Alice, (Fourth, Share - 3000)));
        Assert.Equal((1000, 1000, 1000), (_spool.Held(Alice, First), _spool.Held(Alice, Second), _spool.Held(Alice, Third)));
        Assert.True(HasShare(Alice, (Fourth, Share - 2999)));
        Assert.Equal((0, 1000, 1000), (_spool.Held(Alice, First), _spool.Held(Alice, Second), _spool.Held(Alice, Third)));
        Assert.True(HasShare(Alice, (Third, Share)));
        Assert.Equal((0, 1000), (_spool.Held(Alice, Second), _spool.Held(Alice, Third)));
        Assert.Equal(1000, _spool.Held(Bob, First));
    }

    [Fact]
    public void A_deleted_parcel_frees_its_share()
    {
        Append(Alice, First, new byte[1000]);

        _spool.Delete(Alice, First);
        _spool.Delete(Bob, First);

        Assert.Equal(0, _spool.Held(Alice, First));
        Assert.True(HasShare(Alice, (Second, Share)));
    }

    [Fact]
    public void Nothing_is_taken_that_the_disk_cannot_hold()
    {
        var disk = new DiskReserve(_directory);

        Assert.True(disk.HasRoomFor(1));
        Assert.False(disk.HasRoomFor(1L << 60));
    }

    [Fact]
    public void Parts_that_nobody_continued_for_a_week_are_swept()
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Append(Alice, First, [1]);
        WriteTimeOfAll(now.AddDays(-7).AddSeconds(-1));
        Append(Alice, Second, [1]);

        _spool.Sweep(now);
        Assert.Equal((0, 1), (_spool.Held(Alice, First), _spool.Held(Alice, Second)));

        WriteTimeOfAll(now.AddDays(-7));
        _spool.Sweep(now);
        Assert.Equal(1, _spool.Held(Alice, Second));
    }

    private bool HasShare(PublicKey sender, params (Digest Digest, long Size)[] promised) =>
        _spool.MakeShare(sender, promised.ToDictionary(static parcel => parcel.Digest, static parcel => parcel.Size));

    private void Append(PublicKey sender, Digest digest, byte[] bytes)
    {
        using var file = _spool.Append(sender, digest);
        file.Write(bytes);
    }

    private string FileOf(PublicKey sender, Digest digest) => Path.Combine(_directory.Spool, "incoming", sender.ToString(), digest.ToString());

    private void WriteTimeOfAll(DateTimeOffset time)
    {
        foreach (var file in Directory.EnumerateFiles(_directory.Spool, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, time.UtcDateTime);
        }
    }
}
