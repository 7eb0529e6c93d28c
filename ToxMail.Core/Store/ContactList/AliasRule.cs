using System.Buffers;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.ContactList;

/// <summary>What a contact may be called: a local part that needs no quotes and cannot be taken for another form of address.</summary>
internal static class AliasRule
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-");

    internal static bool Allows(string? alias) =>
        alias is null
        || (alias.Length is > 0 and <= MailAddress.MaxLocalPart
            && !alias.AsSpan().ContainsAnyExcept(Letters)
            && !alias.StartsWith('.') && !alias.EndsWith('.') && !alias.Contains("..", StringComparison.Ordinal)
            && !Recipient.IsOwnAlias(alias)
            && !PublicKey.TryParse(alias, out _));
}
