namespace ToxMail.Core.Relay.Sealing;

/// <summary>How a card of a contact stands to the mail keys that are known of it.</summary>
internal enum CardVerdict
{
    /// <summary>No keys are known: the card's will be the contact's.</summary>
    First,

    /// <summary>It names the keys that count.</summary>
    Same,

    /// <summary>It names others: a change, which is the user's to accept.</summary>
    Other,

    /// <summary>It names keys that the user has replaced by those that count.</summary>
    Former,
}
