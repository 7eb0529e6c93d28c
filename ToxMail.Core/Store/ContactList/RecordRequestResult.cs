namespace ToxMail.Core.Store.ContactList;

/// <summary>What became of an incoming contact request.</summary>
public enum RecordRequestResult
{
    Recorded,

    /// <summary>Came before and waits for the user.</summary>
    AlreadyPending,

    /// <summary>Came before and the user ignored it.</summary>
    Ignored,

    /// <summary>The key is blocked.</summary>
    Blocked,

    /// <summary>This node wants that contact too, or has a place for that member: it is one now.</summary>
    AcceptedAtOnce,

    /// <summary>It is a contact already and seems to have lost this node: accept it again at the Tox level.</summary>
    AlreadyContact,

    /// <summary>Too many wait; the peer's node will ask again.</summary>
    TooMany,
}
