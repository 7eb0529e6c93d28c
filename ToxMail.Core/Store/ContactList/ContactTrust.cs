using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Store.ContactList;

/// <summary>One level for a contact that may have several names.</summary>
internal static class ContactTrust
{
    /// <summary>What is wrong with a name comes first, then what is sure; null when the key came from no name and was never compared.</summary>
    internal static NameTrust? Of(bool confirmed, bool introduced, IReadOnlyList<NamePin> names)
    {
        NameTrust? worst = names.Any(name => name.Shown == NameTrust.Changed) ? NameTrust.Changed
            : names.Any(name => name.Shown == NameTrust.Bogus) ? NameTrust.Bogus
            : null;
        return worst ?? (confirmed ? NameTrust.Confirmed : names.Select(name => (NameTrust?)name.Trust).Append(introduced ? NameTrust.Introduced : null).Max());
    }
}
