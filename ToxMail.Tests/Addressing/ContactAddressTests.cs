using CsCheck;
using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Addressing;

public sealed class ContactAddressTests
{
    private const string Key = "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39";
    private const string Text = Key + "218F515C39A6";

    private static readonly ToxId Id = ToxId.Parse(Text);

    [Theory]
    [InlineData(Text)]
    [InlineData("  " + Text + "\n")]
    [InlineData("tox:" + Text)]
    [InlineData("TOX:" + Text)]
    [InlineData("tox://" + Text)]
    [InlineData("tox://" + Text + "/")]
    [InlineData("tox:" + Text + "?message=Hi%20there&name=a@b")]
    [InlineData("tox:" + Text + "/?x")]
    [InlineData("tox:" + Text + "#scanned")]
    [InlineData("tox: " + Text)]
    [InlineData(Key + "@218F515C39A6.tox.alt")]
    [InlineData("tox:" + Key + "@218f515c39a6.tox.alt?x=y")]
    [InlineData(Text + "@tox")]
    public void Reads_an_id_however_it_is_given(string text) => Assert.Equal(new Recipient.ById(Id), ContactAddress.Read(text));

    [Theory]
    [InlineData(Key)]
    [InlineData("tox:" + Key)]
    [InlineData(Key + "@tox.alt")]
    public void Reads_a_key(string text) => Assert.Equal(new Recipient.ByKey(Id.PublicKey), ContactAddress.Read(text));

    [Theory]
    [InlineData("bob")]
    [InlineData("bob@tox.alt")]
    [InlineData("tox:bob")]
    public void Reads_an_alias(string text) => Assert.Equal(new Recipient.ByAlias("bob"), ContactAddress.Read(text));

    [Fact]
    public void Reads_a_name_in_dns() =>
        Assert.Equal("bob@example.org", Assert.IsType<Recipient.ByName>(ContactAddress.Read("tox:bob@example.org?x")).Address.ToString());

    [Theory]
    [InlineData(Key + "218F515C39A7", ToxIdFault.WrongChecksum)]
    [InlineData("tox:" + Key + "218F515C39A7", ToxIdFault.WrongChecksum)]
    [InlineData(Key + "218F515C39A", ToxIdFault.NotAToxId)]
    public void Says_what_is_wrong_with_an_id(string text, ToxIdFault fault) =>
        Assert.Equal(new Recipient.Invalid(fault), ContactAddress.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("tox:")]
    [InlineData("tox:?" + Text)]
    [InlineData("@")]
    [InlineData("bob@")]
    [InlineData("@tox.alt")]
    [InlineData("a\nb")]
    [InlineData("http://example.org/very/long/path/that/is/no/address/of/any/kind/and/goes/on/and/on/for/ever")]
    [InlineData(Text + Text)]
    public void Refuses_what_is_no_address(string text) => Assert.Null(ContactAddress.Read(text));

    [Fact]
    public void Never_fails_on_any_text() => Gen.String.Sample(text => _ = ContactAddress.Read(text), iter: 5000);
}
