using CsCheck;
using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Addressing;

public sealed class PublicKeyTests
{
    private static readonly Gen<byte[]> Keys = Gen.Byte.Array[PublicKey.Size];

    [Fact]
    public void Comes_back_from_text_and_bytes() =>
        Keys.Sample(
            bytes =>
            {
                var key = new PublicKey(bytes);
                Assert.Equal(bytes, key.ToArray());
                Assert.Equal(Convert.ToHexString(bytes), key.ToString());
                Assert.Equal(key, PublicKey.Parse(key.ToString()));
                Assert.Equal(key, PublicKey.Parse(Convert.ToHexStringLower(bytes)));
                Assert.Equal(key.GetHashCode(), PublicKey.Parse(key.ToString()).GetHashCode());
            },
            iter: 1000);

    [Fact]
    public void Is_ordered_as_its_text() =>
        Gen.Select(Keys, Keys).Sample(
            (left, right) =>
            {
                var (a, b) = (new PublicKey(left), new PublicKey(right));
                Assert.Equal(Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString())), Math.Sign(a.CompareTo(b)));
                Assert.Equal(a.CompareTo(b) < 0, a < b);
                Assert.Equal(a.CompareTo(b) > 0, a > b);
                Assert.Equal(a.CompareTo(b) <= 0, a <= b);
                Assert.Equal(a.CompareTo(b) >= 0, a >= b);
            },
            iter: 1000);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("0x00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("-000000000000000000000000000000000000000000000000000000000000000")]
    public void Refuses_what_is_not_64_digits(string? text)
    {
        Assert.False(PublicKey.TryParse(text, out var key));
        Assert.Equal(default, key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Refuses_bytes_of_another_length(int length) => Assert.Throws<ArgumentException>(() => new PublicKey(new byte[length]));
}
