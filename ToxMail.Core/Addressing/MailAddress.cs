using System.Diagnostics.CodeAnalysis;

namespace ToxMail.Core.Addressing;

/// <summary>
/// A mailbox as SMTP carries it, <c>local@domain</c> with the local part unquoted (RFC 5321 4.1.2). The domain is compared without case;
/// the local part keeps the writer's case and is compared without it too, as all our own addresses are.
/// </summary>
public sealed record MailAddress
{
    /// <summary>Octets a local part may have (RFC 5321 4.5.3.1.1); one form of ours, a bare Tox ID, is longer and accepted.</summary>
    public const int MaxLocalPart = 64;

    /// <summary>Octets a whole path may have without its angle brackets (RFC 5321 4.5.3.1.3).</summary>
    public const int MaxLength = 254;

    private MailAddress(string localPart, string domain)
    {
        LocalPart = localPart;
        Domain = domain;
    }

    /// <summary>The part before the last at sign, without quotes.</summary>
    public string LocalPart { get; }

    /// <summary>The domain in lower case.</summary>
    public string Domain { get; }

    /// <summary>Takes the two parts as a path parser found them.</summary>
    public static bool TryCreate(string localPart, string domain, [NotNullWhen(true)] out MailAddress? address)
    {
        var valid = localPart.Length is > 0 and <= ToxId.HexLength
            && domain.Length > 0
            && localPart.Length + domain.Length + 1 <= MaxLength
            && !localPart.Any(char.IsControl)
            && !domain.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '@' or '<' or '>');
        address = valid ? new MailAddress(localPart, domain.ToLowerInvariant()) : null;
        return valid;
    }

    /// <summary>Reads <c>local@domain</c>; the last at sign divides.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out MailAddress? address)
    {
        address = null;
        var at = text?.LastIndexOf('@') ?? -1;
        return at > 0 && TryCreate(text![..at], text[(at + 1)..], out address);
    }

    /// <inheritdoc />
    public bool Equals(MailAddress? other) =>
        other is not null
        && string.Equals(LocalPart, other.LocalPart, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Domain, other.Domain, StringComparison.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(LocalPart.GetHashCode(StringComparison.OrdinalIgnoreCase), Domain);

    /// <inheritdoc />
    public override string ToString() => $"{LocalPart}@{Domain}";
}
