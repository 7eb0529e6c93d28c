namespace ToxMail.Core.Store.ContactList;

/// <summary>Where a contact stands. The numbers are stored: add, never renumber.</summary>
public enum ContactState
{
    /// <summary>Asked, not yet seen online.</summary>
    Requested = 0,
    Contact = 1,
    Blocked = 2,
}
