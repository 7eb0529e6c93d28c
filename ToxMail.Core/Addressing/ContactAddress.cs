namespace ToxMail.Core.Addressing;

/// <summary>Reads what a person types or scans to add a contact: any mail address, a bare Tox ID, a bare key, or a <c>tox:</c> URI.</summary>
public static class ContactAddress
{
    private const string Scheme = "tox:";

    /// <summary>The meaning of the text, or null when it is none of these forms.</summary>
    public static Recipient? Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            trimmed = trimmed[Scheme.Length..].TrimStart('/').Split(['?', '#'], 2)[0].TrimEnd('/').Trim();
        }

        var bare = trimmed.Contains('@', StringComparison.Ordinal) ? trimmed : $"{trimmed}@{Recipient.Zone}";
        return MailAddress.TryParse(bare, out var address) ? Recipient.Of(address) : null;
    }
}
