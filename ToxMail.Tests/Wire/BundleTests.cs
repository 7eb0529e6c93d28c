using CsCheck;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Wire;

public sealed class BundleTests
{
    [Fact]
    public void Parcels_read_back_as_written() => Gen.Byte.Array[0, 300].Array[0, 20].Sample(static parcels =>
    {
        var bundle = Bundle.Write([.. parcels.Select(static parcel => new ReadOnlyMemory<byte>(parcel))]);
        Assert.Equal(parcels, Bundle.Read(bundle)!.Select(static parcel => parcel.ToArray()));
    });

    [Fact]
    public void Lengths_that_do_not_fill_the_bundle_are_refused()
    {
        var bundle = Bundle.Write([new byte[10], new byte[20]]);

        Assert.Null(Bundle.Read(bundle.AsMemory(..^1)));
        Assert.Null(Bundle.Read((byte[])[.. bundle, 0]));
        Assert.Null(Bundle.Read((byte[])[.. "TMB1"u8, 255, 255, 255, 255]));
    }

    [Fact]
    public void Any_bytes_give_parcels_or_null() =>
        Gen.Byte.Array[0, 100].Sample(static body => { Bundle.Read((byte[])[.. "TMB1"u8, .. body]); });
}
