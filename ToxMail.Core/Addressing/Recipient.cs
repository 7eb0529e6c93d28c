namespace ToxMail.Core.Addressing;

/// <summary>What an address means to this program: one case for each row of the table in <c>docs/architecture.md</c>, "Addresses".</summary>
public abstract record Recipient
{
    private Recipient()
    {
    }

    /// <summary>The zone of our own addresses; <c>.alt</c> is reserved for names outside DNS (RFC 9476).</summary>
    public const string Zone = "tox.alt";

    /// <summary>The alias that always means the node's own user.</summary>
    public const string OwnAlias = "me";

    /// <summary>Another one: whoever runs a mail server is reached by it (RFC 5321 4.5.1), and answers to notices go there.</summary>
    public const string Postmaster = "postmaster";

    /// <summary>Whether an alias means the node's own user.</summary>
    public static bool IsOwnAlias(string alias) => alias.Equals(OwnAlias, StringComparison.OrdinalIgnoreCase) || alias.Equals(Postmaster, StringComparison.OrdinalIgnoreCase);

    /// <summary>A contact known here by a local name.</summary>
    public sealed record ByAlias(string Name) : Recipient;

    /// <summary>The contact with this key.</summary>
    public sealed record ByKey(PublicKey PublicKey) : Recipient;

    /// <summary>A full Tox ID: may be written to before being a contact.</summary>
    public sealed record ById(ToxId Id) : Recipient;

    /// <summary>A name in DNS.</summary>
    public sealed record ByName(MailAddress Address) : Recipient;

    /// <summary>An address of ours that cannot be right.</summary>
    public sealed record Invalid(ToxIdFault Fault) : Recipient;

    /// <summary>Finds the meaning of an address.</summary>
    public static Recipient Of(MailAddress address)
    {
        // A header may write the domain with the dot of the DNS root, and mail programs take it for the same domain.
        var domain = address.Domain.TrimEnd('.');
        if (domain is Zone or "tox")
        {
            return OfLocalPart(address.LocalPart);
        }

        return domain.EndsWith("." + Zone, StringComparison.Ordinal)
            ? OfKeyAndLabel(address.LocalPart, domain[..^(Zone.Length + 1)])
            : new ByName(address);
    }

    // Divided in one place only, so that an ID has one address of this form.
    private static Recipient OfKeyAndLabel(string key, string label) =>
        key.Length == PublicKey.HexLength ? OfToxId(key + label) : new Invalid(ToxIdFault.NotAToxId);

    private static Recipient OfLocalPart(string localPart)
    {
        if (PublicKey.TryParse(localPart, out var key))
        {
            return new ByKey(key);
        }

        // Longer than a local part may be: an ID, or one with digits missing; no alias is.
        return localPart.Length > PublicKey.HexLength ? OfToxId(localPart) : new ByAlias(localPart);
    }

    private static Recipient OfToxId(string text)
    {
        var fault = ToxId.TryParse(text, out var id);
        return fault == ToxIdFault.None ? new ById(id) : new Invalid(fault);
    }
}
