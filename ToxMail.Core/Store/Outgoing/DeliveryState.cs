namespace ToxMail.Core.Store.Outgoing;

/// <summary>Where the mail of one recipient stands. The numbers are stored: add, never renumber.</summary>
public enum DeliveryState
{
    /// <summary>The recipient has not accepted the contact request yet.</summary>
    AwaitingContact = 0,

    /// <summary>The user must confirm the address first.</summary>
    AwaitingConfirmation = 1,

    /// <summary>Waits for the recipient's node, or for its next attempt.</summary>
    AwaitingPeer = 2,

    /// <summary>An attempt is under way.</summary>
    Sending = 3,

    /// <summary>Handed to relays; the recipient has not confirmed it yet.</summary>
    Relayed = 4,

    /// <summary>Stored at the recipient.</summary>
    Delivered = 5,

    /// <summary>Refused for good.</summary>
    Failed = 6,

    /// <summary>Given up after the time a mail is tried.</summary>
    Expired = 7,

    /// <summary>Withdrawn by the user.</summary>
    Cancelled = 8,
}
