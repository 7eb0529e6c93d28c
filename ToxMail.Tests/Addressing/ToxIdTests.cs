using CsCheck;
using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Addressing;

public sealed class ToxIdTests
{
    // Two IDs published by the Tox project itself.
    private const string EchoBot = "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39218F515C39A6";
    private const string GroupBot = "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE51855D34D34D37CB5";

    private static readonly Gen<ToxId> Ids =
        from key in Gen.Byte.Array[PublicKey.Size]
        from nospam in Gen.UInt
        select new ToxId(new PublicKey(key), nospam);

    [Theory]
    [InlineData(EchoBot, 0x218F515Cu, "218F515C39A6")]
    [InlineData(GroupBot, 0xD34D34D3u, "D34D34D37CB5")]
    public void Reads_an_id_of_another_tox_program(string text, uint nospam, string label)
    {
        Assert.Equal(ToxIdFault.None, ToxId.TryParse(text, out var id));

        Assert.Equal(text[..64], id.PublicKey.ToString());
        Assert.Equal(nospam, id.Nospam);
        Assert.Equal(label, id.NospamLabel);
        Assert.Equal(text, id.ToString());
        Assert.Equal(id, ToxId.Parse(text.ToLowerInvariant()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39")]
    [InlineData(EchoBot + "0")]
    [InlineData(EchoBot + "00")]
    [InlineData(" " + EchoBot)]
    [InlineData("76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39218F515C39AG")]
    [InlineData("76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39218F515C39 6")]
    [InlineData("76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39218F515C39A６")]
    public void Refuses_what_is_not_76_digits(string? text)
    {
        Assert.Equal(ToxIdFault.NotAToxId, ToxId.TryParse(text, out var id));
        Assert.Equal(default, id);
    }

    [Fact]
    public void Sees_any_one_mistyped_digit() =>
        Gen.Select(Ids, Gen.Int[0, ToxId.HexLength - 1], Gen.Int[1, 15]).Sample(
            (id, place, change) =>
            {
                var digits = id.ToString().ToCharArray();
                digits[place] = Convert.ToHexString([(byte)(Convert.ToInt32(digits[place].ToString(), 16) ^ change)])[1];
                Assert.Equal(ToxIdFault.WrongChecksum, ToxId.TryParse(new string(digits), out _));
            },
            iter: 1000);

    [Fact]
    public void Comes_back_from_text_and_bytes() =>
        Ids.Sample(
            id =>
            {
                var bytes = new byte[ToxId.Size];
                id.CopyTo(bytes);
                Assert.Equal(ToxIdFault.None, ToxId.TryRead(bytes, out var read));
                Assert.Equal(id, read);
                Assert.Equal(id, ToxId.Parse(id.ToString()));
                Assert.Equal(id.ToString(), id.PublicKey + id.NospamLabel);
            },
            iter: 1000);

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(39)]
    public void Refuses_bytes_of_another_length(int length) =>
        Assert.Equal(ToxIdFault.NotAToxId, ToxId.TryRead(new byte[length], out _));

    [Fact]
    public void Says_what_is_wrong_when_told_to_parse() => Assert.Throws<FormatException>(() => ToxId.Parse(EchoBot[..^1] + "0"));
}
