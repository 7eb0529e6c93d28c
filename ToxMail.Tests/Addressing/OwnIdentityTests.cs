using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Addressing;

public sealed class OwnIdentityTests
{
    private const string Key = "76518406F6A9F2217E8DC487CC783C25CC16A15EB36FF32E335A235342C48A39";

    private static readonly OwnIdentity Own = new(ToxId.Parse(Key + "218F515C39A6"));

    [Fact]
    public void Has_its_key_as_address()
    {
        Assert.Equal(Key + "@tox.alt", Own.Address.ToString());
        Assert.Equal(Key, Own.PublicKey.ToString());
    }

    [Theory]
    [InlineData("me@tox.alt", true)]
    [InlineData("ME@TOX", true)]
    [InlineData(Key + "@tox.alt", true)]
    [InlineData("76518406f6a9f2217e8dc487cc783c25cc16a15eb36ff32e335a235342c48a39@tox", true)]
    [InlineData(Key + "@218F515C39A6.tox.alt", true)]
    [InlineData(Key + "218F515C39A6@tox.alt", true)]
    [InlineData("postmaster@tox.alt", true)]
    [InlineData("PostMaster@tox", true)]
    [InlineData("postmaster@example.org", false)]
    [InlineData("bob@tox.alt", false)]
    [InlineData("me@example.org", false)]
    [InlineData("me@x.tox.alt", false)]
    [InlineData("me@alt", false)]
    [InlineData(Key + "@218F515C39A7.tox.alt", false)]
    [InlineData(Key + "@example.org", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000@tox.alt", false)]
    public void Knows_its_own_addresses(string text, bool isOwn)
    {
        Assert.True(MailAddress.TryParse(text, out var address));
        Assert.Equal(isOwn, Own.Owns(address));
    }
}
