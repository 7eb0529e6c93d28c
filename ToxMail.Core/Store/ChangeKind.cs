namespace ToxMail.Core.Store;

/// <summary>What changed.</summary>
public enum ChangeKind
{
    Outbox,

    /// <summary>A running attempt sent some bytes: only a display cares.</summary>
    Progress,
    Inbox,
    Contacts,
    Requests,
    Status,
    Listeners,
    Passwords,

    /// <summary>Names the user publishes.</summary>
    OwnNames,

    /// <summary>What is carried for others and by others, and its limits.</summary>
    Relay,
}
