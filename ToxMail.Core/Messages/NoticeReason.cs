namespace ToxMail.Core.Messages;

/// <summary>What became of a mail for one recipient; each has its enhanced status code and its words.</summary>
public enum NoticeReason
{
    /// <summary>It was delivered.</summary>
    Delivered,

    /// <summary>The recipient's node was not online.</summary>
    Offline,

    /// <summary>Other nodes carry it, and the recipient has not confirmed it.</summary>
    Relayed,

    /// <summary>The recipient has not yet accepted the contact request.</summary>
    RequestUnanswered,

    /// <summary>The recipient's key was found in DNS without proof, and the user has not confirmed it.</summary>
    NotConfirmed,

    /// <summary>The recipient is online with a Tox program that is not ToxMail.</summary>
    NotToxMail,

    /// <summary>The recipient was online, but the transfer never came to its end.</summary>
    TransferInterrupted,

    /// <summary>The recipient's node said "later".</summary>
    PeerAskedToWait,

    /// <summary>The mail is larger than the recipient's node takes.</summary>
    TooLarge,

    /// <summary>The recipient's node has no room.</summary>
    MailboxFull,

    /// <summary>The recipient does not want mail from the user.</summary>
    Blocked,

    /// <summary>The recipient's node refused for another reason, told in its own words.</summary>
    Refused,

    /// <summary>The two nodes speak no common version.</summary>
    IncompatibleVersion,

    /// <summary>The name could not be found.</summary>
    NameNotFound,

    /// <summary>The user removed or blocked the contact while the mail was being handed in.</summary>
    ContactRemoved,

    /// <summary>The stored mail can no longer be read on this machine.</summary>
    StorageFault,
}
