using CsCheck;
using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Addressing;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("bob@tox.alt", "bob", "tox.alt")]
    [InlineData("Bob@Tox.ALT", "Bob", "tox.alt")]
    [InlineData("a@b@c.org", "a@b", "c.org")]
    [InlineData("two words@c.org", "two words", "c.org")]
    [InlineData("jürgen@Bücher.example", "jürgen", "bücher.example")]
    [InlineData("a@[192.0.2.1]", "a", "[192.0.2.1]")]
    public void Reads_an_address(string text, string local, string domain)
    {
        Assert.True(MailAddress.TryParse(text, out var address));
        Assert.Equal(local, address.LocalPart);
        Assert.Equal(domain, address.Domain);
        Assert.Equal($"{local}@{domain}", address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bob")]
    [InlineData("@")]
    [InlineData("@tox.alt")]
    [InlineData("bob@")]
    [InlineData("bob@a b")]
    [InlineData("bob@a>b")]
    [InlineData("b\rob@tox.alt")]
    [InlineData("b\nob@tox.alt")]
    [InlineData("b\0ob@tox.alt")]
    [InlineData("bob@tox.alt\r\n")]
    [InlineData("bob@tox\u0085.alt")]
    public void Refuses_what_no_envelope_may_hold(string? text)
    {
        Assert.False(MailAddress.TryParse(text, out var address));
        Assert.Null(address);
    }

    [Fact]
    public void Has_the_bounds_of_smtp()
    {
        Assert.True(MailAddress.TryParse(new string('a', ToxId.HexLength) + "@x", out _));
        Assert.False(MailAddress.TryParse(new string('a', ToxId.HexLength + 1) + "@x", out _));
        Assert.True(MailAddress.TryParse("a@" + new string('b', MailAddress.MaxLength - 2), out _));
        Assert.False(MailAddress.TryParse("a@" + new string('b', MailAddress.MaxLength - 1), out _));
    }

    [Fact]
    public void Is_equal_without_case()
    {
        Assert.True(MailAddress.TryParse("Bob@Tox.Alt", out var one));
        Assert.True(MailAddress.TryParse("bOB@tOX.aLT", out var other));
        Assert.True(MailAddress.TryParse("rob@tox.alt", out var third));
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, third);
    }

    [Fact]
    public void Comes_back_from_its_text() =>
        Gen.Select(Gen.String, Gen.String).Sample(
            (local, domain) =>
            {
                if (MailAddress.TryCreate(local, domain, out var address))
                {
                    Assert.True(MailAddress.TryParse(address.ToString(), out var again));
                    Assert.Equal(address, again);
                    Assert.DoesNotContain(address.ToString(), char.IsControl);
                }
            },
            iter: 5000);
}
