using CsCheck;
using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Addressing;

public sealed class RecipientTests
{
    private const string Key = "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39";
    private const string Label = "218F515C39A6";

    private static readonly ToxId Id = ToxId.Parse(Key + Label);

    [Theory]
    [InlineData("bob@tox.alt", "bob")]
    [InlineData("bob@tox", "bob")]
    [InlineData("Bob.Smith+x@TOX.ALT", "Bob.Smith+x")]
    [InlineData("me@tox.alt", "me")]
    [InlineData("bob@tox.alt.", "bob")]
    [InlineData("76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A3@tox.alt", "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A3")]
    [InlineData("76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A3x@tox.alt", "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A3x")]
    public void Takes_a_word_for_an_alias(string address, string alias) => Assert.Equal(new Recipient.ByAlias(alias), Of(address));

    [Theory]
    [InlineData(Key + "@tox.alt")]
    [InlineData(Key + "@tox")]
    [InlineData("76518406f6a9f2217e8dc487cc783c25cc16a15eb36ff32e335a235342c48a39@Tox.Alt")]
    public void Takes_64_digits_for_a_key(string address) => Assert.Equal(new Recipient.ByKey(Id.PublicKey), Of(address));

    [Theory]
    [InlineData(Key + "@" + Label + ".tox.alt")]
    [InlineData("76518406f6a9f2217e8dc487cc783c25cc16a15eb36ff32e335a235342c48a39@218f515c39a6.TOX.alt")]
    [InlineData(Key + Label + "@tox.alt")]
    [InlineData(Key + Label + "@tox")]
    public void Takes_a_whole_id_in_all_its_forms(string address) => Assert.Equal(new Recipient.ById(Id), Of(address));

    [Theory]
    [InlineData(Key + "@218F515C39A7.tox.alt", ToxIdFault.WrongChecksum)]
    [InlineData(Key + "218F515C39A7@tox.alt", ToxIdFault.WrongChecksum)]
    [InlineData(Key + "@218F515C39A.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData("bob@218F515C39A6.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData("bob@x.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData("bob@.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData(Key + "@218F51.5C39A6.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData("76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C4@8A39218F515C39A6.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData("7@6518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39218F515C39A6.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData(Key + Label + "@.tox.alt", ToxIdFault.NotAToxId)]
    [InlineData(Key + "218F515C39A@tox.alt", ToxIdFault.NotAToxId)]
    [InlineData(Key + "0@tox.alt", ToxIdFault.NotAToxId)]
    public void Says_what_is_wrong_with_an_address_of_ours(string address, ToxIdFault fault) =>
        Assert.Equal(new Recipient.Invalid(fault), Of(address));

    [Theory]
    [InlineData("bob@example.org")]
    [InlineData("bob@alt")]
    [InlineData("bob@nottox.alt")]
    [InlineData("bob@tox.alt.example.org")]
    [InlineData(Key + "@example.org")]
    public void Takes_all_else_for_a_name_in_dns(string address)
    {
        Assert.True(MailAddress.TryParse(address, out var parsed));
        Assert.Equal(new Recipient.ByName(parsed), Recipient.Of(parsed));
    }

    [Fact]
    public void Knows_every_key_and_id_again() =>
        Gen.Select(Gen.Byte.Array[PublicKey.Size], Gen.UInt).Sample(
            (bytes, nospam) =>
            {
                var id = new ToxId(new PublicKey(bytes), nospam);
                Assert.Equal(new Recipient.ByKey(id.PublicKey), Of(OwnIdentity.AddressOf(id.PublicKey).ToString()));
                Assert.Equal(new Recipient.ById(id), Of($"{id.PublicKey}@{id.NospamLabel}.tox.alt"));
                Assert.Equal(new Recipient.ById(id), Of($"{id}@tox.alt"));
            },
            iter: 500);

    private static Recipient Of(string text)
    {
        Assert.True(MailAddress.TryParse(text, out var address));
        return Recipient.Of(address);
    }
}
