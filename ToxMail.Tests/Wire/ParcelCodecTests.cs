using CsCheck;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Wire;

public sealed class ParcelCodecTests
{
    private static readonly ParcelHeader Header = new()
    {
        ParcelId = new byte[16],
        ReturnAddress = "a@tox.alt",
        Recipients = ["b@tox.alt", "c@tox.alt"],
        Submitted = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123),
        IsCompressed = true,
    };

    [Fact]
    public void Header_reads_back_as_written()
    {
        var prefix = ParcelCodec.Write(Header);
        var read = ParcelCodec.Read(prefix);

        Assert.NotNull(read);
        Assert.Equal(prefix.Length, ParcelCodec.PrefixLength(prefix));
        Assert.Equal(Header.ReturnAddress, read.ReturnAddress);
        Assert.Equal(Header.Recipients, read.Recipients);
        Assert.Equal(Header.Submitted, read.Submitted);
        Assert.True(read.IsCompressed);
    }

    [Fact]
    public void Writing_is_a_function_of_the_header_alone() =>
        Assert.Equal(ParcelCodec.Write(Header), ParcelCodec.Write(ParcelCodec.Read(ParcelCodec.Write(Header))!));

    [Fact]
    public void Any_bytes_give_a_header_or_null() => Gen.Byte.Array[0, 200].Sample(static body =>
    {
        byte[] prefix = [.. "TMP1"u8, (byte)body.Length, 0, 0, 0, .. body];
        ParcelCodec.Read(prefix);
    });

    [Fact]
    public void A_changed_byte_never_escapes() => Gen.Select(Gen.Int[0, 500], Gen.Byte).Sample(static (position, value) =>
    {
        var prefix = ParcelCodec.Write(Header);
        prefix[position % prefix.Length] = value;
        ParcelCodec.Read(prefix);
    });

    [Fact]
    public void A_header_longer_than_the_limit_is_no_parcel() =>
        Assert.Null(ParcelCodec.PrefixLength([.. "TMP1"u8, 1, 0, 1, 0]));

    [Fact]
    public void An_address_with_a_line_break_is_refused() =>
        Assert.Null(ParcelCodec.Read(ParcelCodec.Write(Header with { ReturnAddress = "a@tox.alt\r\nBcc: x" })));
}
