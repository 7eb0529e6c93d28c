using System.Buffers.Binary;
using CsCheck;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Wire;

public sealed class PackedBundleTests
{
    [Fact]
    public void A_bundle_reads_back_as_written() =>
        Gen.Byte.Array[1, 3000].Sample(static bundle => Assert.Equal(bundle, PackedBundle.Read(PackedBundle.Write(bundle))));

    [Fact]
    public void The_largest_bundle_packed_is_no_longer_than_any_bundle_whatever_is_in_it()
    {
        var bundle = new byte[PackedBundle.MaxContent];
        new Random(4).NextBytes(bundle);
        var packed = PackedBundle.Write(bundle);

        Assert.InRange(packed.Length, bundle.Length, WireFormat.MaxBundle);
        Assert.Equal(bundle, PackedBundle.Read(packed));
        Assert.Throws<ArgumentOutOfRangeException>(static () => PackedBundle.Write(new byte[PackedBundle.MaxContent + 1]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(PackedBundle.MaxContent)]
    public void Another_length_than_the_one_told_is_refused(int more)
    {
        var packed = PackedBundle.Write(new byte[1000]);
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(4), 1000 + more);

        Assert.Null(PackedBundle.Read(packed));
    }

    [Fact]
    public void Octets_missing_at_the_end_or_behind_it_are_refused()
    {
        var packed = PackedBundle.Write([.. Enumerable.Range(0, 2000).Select(static i => (byte)(i * i))]);

        Assert.All(Enumerable.Range(0, packed.Length), length => Assert.Null(PackedBundle.Read(packed.AsSpan(0, length))));
        Assert.Null(PackedBundle.Read([.. packed, 0]));
    }

    [Fact]
    public void Any_bytes_give_a_bundle_or_null() =>
        Gen.Byte.Array[0, 100].Sample(static body => { PackedBundle.Read([.. "TMB2"u8, 0, 1, 0, 0, .. body]); });
}
