namespace ToxMail.Core.Store.Outgoing;

/// <summary>Whether the recipient of a mail that is too large to be carried was told that it waits.</summary>
public enum Announcement
{
    /// <summary>It may be carried itself, or nobody can be told.</summary>
    None,

    /// <summary>Relays carry word of it.</summary>
    Sent,

    /// <summary>The recipient has confirmed that word.</summary>
    Received,
}
