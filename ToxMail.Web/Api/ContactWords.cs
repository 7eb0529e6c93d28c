using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using static ToxMail.Core.Store.ContactList.AddContactResult;

namespace ToxMail.Web.Api;

/// <summary>Why somebody could not be added, in words for the API and the dashboard alike.</summary>
internal static class ContactWords
{
    public const string NotAnAddress = "This is no address: give a Tox ID of 76 digits, a mail card (toxmail:…), a tox: link, an address ending in @tox.alt, or a name such as user@example.org.";

    /// <summary>The code that scripts can rely on: the case's name with dashes.</summary>
    public static string Code(AddContactResult result) => result switch
    {
        AlreadyContact => "already-contact",
        OtherMailKeys => "other-mail-keys",
        FormerMailKeys => "former-mail-keys",
        Blocked => "blocked",
        OwnAddress => "own-address",
        AliasTaken => "alias-taken",
        BadAlias => "bad-alias",
        NeedsToxId => "needs-tox-id",
        UnknownAlias => "unknown-alias",
        NeedsLookup => "needs-lookup",
        NameLeadsElsewhere => "name-leads-elsewhere",
        BadToxId => "bad-tox-id",
        MessageTooLong => "message-too-long",
        _ => "not-added",
    };

    public static string Explain(AddContactResult result) => result switch
    {
        AlreadyContact => "This person is a contact already.",
        OtherMailKeys => "This person is a contact already, with other mail keys than this card's. Accept the card's keys or keep the present ones under \"Carrying mail\" on the contact's row; until then mail to it only goes directly. If you are not sure, ask its owner.",
        FormerMailKeys => "This card is an old one: its mail keys are some that you replaced by newer ones of this contact. Ask its owner for the card of today. If you want the old keys all the same, remove the contact and add this card again.",
        Blocked => "You have blocked this person: unblock them first.",
        OwnAddress => "This is your own address.",
        AliasTaken => "Another contact has this alias.",
        BadAlias => "An alias has 1 to 64 letters, digits and . _ + -, and is not \"me\", \"postmaster\" or a key.",
        NeedsToxId => "A public key alone is not enough to ask somebody: give the whole Tox ID of 76 digits.",
        UnknownAlias => "No contact has this alias. To add somebody new, give their Tox ID.",
        NeedsLookup => "This name has to be looked up first: give the Tox ID.",
        NameLeadsElsewhere => "This name leads to another of your contacts by now.",
        BadToxId { Fault: ToxIdFault.WrongChecksum } => "This Tox ID has a typing error: its checksum does not match.",
        BadToxId => "This is not a Tox ID: it has 76 digits from 0 to 9 and A to F.",
        MessageTooLong => $"The message is too long: at most {Contacts.MaxMessageBytes} bytes.",
        _ => "This person could not be added.",
    };

    /// <summary>Why a command on a contact or request was not done; null when it was.</summary>
    public static string? Explain(ContactCommandResult result) => result switch
    {
        ContactCommandResult.Done => null,
        ContactCommandResult.AliasTaken => Explain(new AliasTaken()),
        ContactCommandResult.BadAlias => Explain(new BadAlias()),
        ContactCommandResult.OwnKey => Explain(new OwnAddress()),
        _ => "There is nobody with this key any more.",
    };
}
