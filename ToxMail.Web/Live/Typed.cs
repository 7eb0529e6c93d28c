using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Live;

/// <summary>What a person typed into a field.</summary>
internal static class Typed
{
    /// <summary>Without the spaces around it; null when there is nothing else.</summary>
    public static string? OrNull(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A name with its spaces as dots, as an alias needs it; empty when it cannot be one.</summary>
    public static string AsAlias(string name)
    {
        var alias = string.Join('.', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return alias.Length > 0 && Contacts.MayBeCalled(alias) ? alias : "";
    }
}
