using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.ContactList;

/// <summary>What became of an address the user wants as a contact.</summary>
public abstract record AddContactResult
{
    private AddContactResult()
    {
    }

    /// <summary>A contact request goes out.</summary>
    public sealed record Added(PublicKey PublicKey) : AddContactResult;

    /// <summary>Known already, now with the new nospam; a contact request goes out again.</summary>
    public sealed record NospamUpdated(PublicKey PublicKey) : AddContactResult;

    /// <summary>The key had asked first: it is a contact at once.</summary>
    public sealed record RequestAccepted(PublicKey PublicKey) : AddContactResult;

    public sealed record AlreadyContact(PublicKey PublicKey) : AddContactResult;

    /// <summary>Known already; its mail keys were not, and are those of the card from now on.</summary>
    public sealed record CardKept(PublicKey PublicKey) : AddContactResult;

    /// <summary>Known already, with other mail keys than the card's, which wait for the user's word.</summary>
    public sealed record OtherMailKeys(PublicKey PublicKey) : AddContactResult;

    /// <summary>Known already; the card's mail keys are some that the user has replaced.</summary>
    public sealed record FormerMailKeys(PublicKey PublicKey) : AddContactResult;

    /// <summary>Blocked by the user: must be unblocked first.</summary>
    public sealed record Blocked(PublicKey PublicKey) : AddContactResult;

    public sealed record OwnAddress : AddContactResult;

    public sealed record AliasTaken : AddContactResult;

    public sealed record BadAlias : AddContactResult;

    /// <summary>A key alone is not enough to ask: the nospam is missing.</summary>
    public sealed record NeedsToxId : AddContactResult;

    public sealed record UnknownAlias : AddContactResult;

    /// <summary>A name in DNS has to be looked up first, which the store cannot.</summary>
    public sealed record NeedsLookup : AddContactResult;

    /// <summary>The name leads to another contact by now.</summary>
    public sealed record NameLeadsElsewhere : AddContactResult;

    public sealed record BadToxId(ToxIdFault Fault) : AddContactResult;

    /// <summary>More than <see cref="Contacts.MaxMessageBytes"/>.</summary>
    public sealed record MessageTooLong : AddContactResult;
}
