namespace ToxMail.Core.Store.ContactList;

/// <summary>What became of a change to a contact or a request.</summary>
public enum ContactCommandResult
{
    Done,
    NotFound,
    AliasTaken,
    BadAlias,

    /// <summary>The key is the user's own.</summary>
    OwnKey,
}
