using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.KnownNames;

/// <summary>The one way to write a name in DNS, so that it is found whoever wrote it.</summary>
internal static class NameKey
{
    /// <summary><c>user@domain</c> in lower case, without the dot of the DNS root.</summary>
    internal static string Of(MailAddress name) => $"{name.LocalPart.ToLowerInvariant()}@{DomainOf(name)}";

    /// <summary>The domain in lower case, without the dot of the DNS root.</summary>
    internal static string DomainOf(MailAddress name) => name.Domain.TrimEnd('.');
}
