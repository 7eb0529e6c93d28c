namespace ToxMail.Core.Relay.Desk;

/// <summary>What is wrong with the text of a mail card.</summary>
public enum MailCardFault
{
    None,

    /// <summary>It does not begin as one.</summary>
    NotACard,

    /// <summary>What should be the Tox ID is none.</summary>
    NoToxId,

    /// <summary>A digit of the Tox ID is wrong.</summary>
    WrongChecksum,

    /// <summary>Nothing follows the Tox ID.</summary>
    NoKeys,

    /// <summary>The mail keys are cut off, or have a character that does not belong there.</summary>
    KeysNotWhole,

    /// <summary>The mail keys are not those of this Tox ID.</summary>
    DoNotBelongTogether,
}
