namespace ToxMail.Core.Store.ContactList;

/// <summary>What the user settled with one contact about carrying mail.</summary>
public sealed record RelayTerms
{
    /// <summary>Envelopes are taken from the contact and offered to it.</summary>
    public bool Carry { get; init; } = true;

    /// <summary>Nobody else is to find out that it is a contact.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The name of a policy for its mail, which the relay knows; null: as for everybody.</summary>
    public string? ReceiptPolicy { get; init; }

    /// <summary>Mail of the user's own to it may travel through others.</summary>
    public bool OwnMail { get; init; } = true;

    /// <summary>It is a store node of the user's: it may learn which of the envelopes that it holds are for this node.</summary>
    public bool IsStore { get; init; }

    /// <summary>The Tox instance of this store node that it is a member of, from 1; 0 for a contact of the user's own.</summary>
    public int MemberOf { get; init; }
}
