namespace ToxMail.Core.Store.ContactList;

/// <summary>Why a request to join this node as a store node was not granted at once. The numbers are stored: add, never renumber.</summary>
public enum JoinFault
{
    /// <summary>It is an ordinary request.</summary>
    None = 0,

    /// <summary>The proof of work is missing or wrong.</summary>
    BadStamp = 1,

    /// <summary>The instance has as many members as it takes.</summary>
    Full = 2,

    /// <summary>This node is no store node.</summary>
    NoStore = 3,
}
