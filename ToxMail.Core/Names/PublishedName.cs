using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Names;

/// <summary>A <c>user@domain</c> that may be asked for in DNS: lower case, ASCII, within DNS's lengths, and not of a domain that is never in DNS.</summary>
public sealed record PublishedName
{
    /// <summary>The label under a domain that holds the names (protocol.md, "Names").</summary>
    public const string Label = "_tox";

    private const int MaxLabel = 63;
    private const int MaxName = 253;

    private static readonly SearchValues<char> UserLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-");
    private static readonly SearchValues<char> DomainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>To ask a resolver for them is useless, and it would learn who is written to: RFC 9476 2, RFC 7686 2, RFC 6762 22.1, RFC 6761 6.3 and 6.4.</summary>
    private static readonly string[] NeverInDns = ["alt", "onion", "local", "localhost", "invalid"];

    private PublishedName(MailAddress address)
    {
        Address = address;
        RecordName = RecordNameOf(address.LocalPart, address.Domain);
    }

    /// <summary>The name in lower case, without a final dot.</summary>
    public MailAddress Address { get; }

    /// <summary>Where its TXT record is: <c>user._tox.domain</c>, without the final dot. A dot in the user part divides labels.</summary>
    public string RecordName { get; }

    /// <summary>Judges an address; when it is refused, <paramref name="why"/> says for people what is wrong.</summary>
    public static bool TryCreate(MailAddress address, [NotNullWhen(true)] out PublishedName? name, [NotNullWhen(false)] out string? why)
    {
        var domain = address.Domain.EndsWith('.') ? address.Domain[..^1] : address.Domain;
        why = FaultOfUser(address.LocalPart) ?? FaultOfDomain(domain) ?? FaultOfWhole(address.LocalPart, domain);
        name = why is null && MailAddress.TryCreate(address.LocalPart.ToLowerInvariant(), domain, out var lower) ? new PublishedName(lower) : null;
        return name is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Address.ToString();

    private static string RecordNameOf(string user, string domain) => $"{user}.{Label}.{domain}";

    private static string? FaultOfUser(string user) =>
        user.AsSpan().ContainsAnyExcept(UserLetters) ? "a name may only have the letters a to z, digits and . _ + - before the @"
        : HasBadLabel(user) ? "between dots a name has 1 to 63 characters"
        : null;

    private static string? FaultOfDomain(string domain)
    {
        if (domain.AsSpan().ContainsAnyExcept(DomainLetters))
        {
            return "a domain may only have the letters a to z, digits, hyphens and dots (others in their xn-- form)";
        }

        var labels = domain.Split('.');
        return HasBadLabel(domain) ? "between dots a domain has 1 to 63 characters"
            : labels.Length == 1 ? "a domain has at least two parts, such as example.org"
            : labels[^1].All(char.IsAsciiDigit) ? "an IP address holds no names"
            : NeverInDns.Contains(labels[^1]) ? $".{labels[^1]} is not in DNS"
            : null;
    }

    private static string? FaultOfWhole(string user, string domain) =>
        RecordNameOf(user, domain).Length > MaxName ? "it is longer than names in DNS may be" : null;

    private static bool HasBadLabel(string name) => name.Split('.').Any(label => label.Length is 0 or > MaxLabel);
}
