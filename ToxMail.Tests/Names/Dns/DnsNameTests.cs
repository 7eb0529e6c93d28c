using CsCheck;
using ToxMail.Core.Names.Dns;
using Xunit;

namespace ToxMail.Tests.Names.Dns;

public sealed class DnsNameTests
{
    private static readonly string _label63 = new('a', DnsName.MaxLabel);

    private static readonly Gen<DnsName> _names = Gen.Byte.Array[1, 20].Array[0, 12].Select(static labels => DnsName.TryCreate(Wire(labels), out var name) ? name : throw new InvalidOperationException("Too long."));

    [Theory]
    [InlineData("example.org", "076578616D706C65036F726700")]
    [InlineData("Example.ORG.", "076578616D706C65036F726700")]
    [InlineData("*._tox.x", "012A045F746F78017800")]
    [InlineData(".", "00")]
    public void Text_becomes_canonical_octets(string text, string wire) => Assert.Equal(wire, Convert.ToHexString(DnsName.Parse(text).Wire.Span));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".org")]
    [InlineData("a..org")]
    [InlineData("a b.org")]
    [InlineData("bücher.example")]
    [InlineData("a\\.b.org")]
    public void Text_that_is_no_name_is_refused(string? text) => Assert.False(DnsName.TryParse(text, out _));

    [Fact]
    public void Lengths_are_bounded()
    {
        var longest = string.Join('.', _label63, _label63, _label63, new string('b', 61));
        Assert.True(DnsName.TryParse(longest, out var name));
        Assert.Equal(DnsName.MaxLength, name.Wire.Length);
        Assert.False(DnsName.TryParse(longest + "b", out _));
        Assert.False(DnsName.TryParse(_label63 + "a.org", out _));
        Assert.Null(name.Child("c"u8));
    }

    [Fact]
    public void Names_are_equal_without_case()
    {
        Assert.Equal(DnsName.Parse("a.Example.org"), DnsName.Parse("A.example.ORG."));
        Assert.Equal(DnsName.Parse("a.Example.org").GetHashCode(), DnsName.Parse("A.example.ORG.").GetHashCode());
        Assert.NotEqual(DnsName.Parse("a.example.org"), DnsName.Parse("b.example.org"));
    }

    [Theory]
    [InlineData("a.example.org", "example.org", true)]
    [InlineData("example.org", "example.org", true)]
    [InlineData("example.org", ".", true)]
    [InlineData("badexample.org", "example.org", false)]
    [InlineData("org", "example.org", false)]
    public void A_name_is_under_its_ancestors_alone(string name, string ancestor, bool expected) =>
        Assert.Equal(expected, DnsName.Parse(name).IsUnder(DnsName.Parse(ancestor)));

    [Fact]
    public void A_name_is_its_first_label_below_its_parent() => _names.Where(static name => !name.IsRoot).Sample(static name =>
    {
        Assert.Equal(name, name.Parent.Child(name.FirstLabel.Span));
        Assert.Equal(name.LabelCount - 1, name.Parent.LabelCount);
        Assert.Equal(DnsName.Root, name.Ancestor(name.LabelCount));
    });

    [Fact]
    public void Odd_octets_are_shown_as_numbers()
    {
        Assert.True(DnsName.TryCreate([4, (byte)'a', (byte)'.', 0, (byte)' ', 0], out var name));
        Assert.Equal(@"a\046\000\032", name.ToString());
        Assert.Equal("example.org", DnsName.Parse("Example.org.").ToString());
    }

    private static byte[] Wire(byte[][] labels) => [.. labels.SelectMany(static label => label.Prepend((byte)label.Length)), 0];
}
