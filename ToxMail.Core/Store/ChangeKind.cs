namespace ToxMail.Core.Store;

/// <summary>What changed.</summary>
public enum ChangeKind
{
    Outbox,
    Inbox,
    Contacts,
    Requests,
    Status,
    Listeners,
    Passwords,
}
