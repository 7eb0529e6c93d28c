using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using Xunit;

namespace ToxMail.Tests.Names;

public sealed class PublishedNameTests
{
    [Theory]
    [InlineData("tarek@example.org", "tarek@example.org", "tarek._tox.example.org")]
    [InlineData("Tarek@Example.ORG.", "tarek@example.org", "tarek._tox.example.org")]
    [InlineData("first.last+mail_1-2@a-b.example", "first.last+mail_1-2@a-b.example", "first.last+mail_1-2._tox.a-b.example")]
    [InlineData("tarek@xn--bcher-kva.example", "tarek@xn--bcher-kva.example", "tarek._tox.xn--bcher-kva.example")]
    public void A_name_is_asked_for_in_lower_case_below_its_label(string text, string address, string record)
    {
        Assert.True(PublishedName.TryCreate(Address(text), out var name, out _));

        Assert.Equal(address, name.ToString());
        Assert.Equal(record, name.RecordName);
    }

    [Theory]
    [InlineData("jürgen@example.org", "letters a to z")]
    [InlineData("two words@example.org", "letters a to z")]
    [InlineData("a@b@example.org", "letters a to z")]
    [InlineData("\u212A@example.org", "letters a to z")] // the Kelvin sign, whose lower case is k
    [InlineData("a..b@example.org", "1 to 63")]
    [InlineData(".a@example.org", "1 to 63")]
    [InlineData("a.@example.org", "1 to 63")]
    [InlineData("a@bücher.example", "xn--")]
    [InlineData("a@[192.0.2.1]", "xn--")]
    [InlineData("a@exa+mple.org", "xn--")]
    [InlineData("a@example..org", "1 to 63")]
    [InlineData("a@.org", "1 to 63")]
    [InlineData("a@example.org..", "1 to 63")]
    [InlineData("a@laptop", "two parts")]
    [InlineData("a@192.0.2.1", "IP address")]
    [InlineData("a@nas.local", ".local is not in DNS")]
    [InlineData("a@service.onion", ".onion is not in DNS")]
    [InlineData("a@other.alt", ".alt is not in DNS")]
    [InlineData("a@x.localhost", ".localhost is not in DNS")]
    [InlineData("a@x.invalid.", ".invalid is not in DNS")]
    public void What_cannot_be_a_name_is_refused_with_the_rule_it_breaks(string text, string words)
    {
        Assert.False(PublishedName.TryCreate(Address(text), out var name, out var why));

        Assert.Null(name);
        Assert.Contains(words, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63, 61, true)]
    [InlineData(64, 61, false)]
    [InlineData(63, 64, false)]
    public void Labels_have_at_most_63_characters(int user, int domain, bool allowed) =>
        Assert.Equal(allowed, PublishedName.TryCreate(Address($"{new string('u', user)}@{new string('d', domain)}.org"), out _, out _));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void The_whole_name_has_at_most_253_characters(int user, bool allowed)
    {
        // 63 + "._tox." + 184
        var domain = string.Join('.', [new string('a', 61), new string('b', 60), new string('c', 61)]);
        var text = $"{new string('u', 32)}.{new string('v', user - 33)}@{domain}";

        Assert.Equal(allowed, PublishedName.TryCreate(Address(text), out var name, out _));
        Assert.True(name is null || name.RecordName.Length == 253);
    }

    private static MailAddress Address(string text) => MailAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);
}
