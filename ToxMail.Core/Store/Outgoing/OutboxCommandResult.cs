namespace ToxMail.Core.Store.Outgoing;

/// <summary>What became of the user's retry or cancel.</summary>
public enum OutboxCommandResult
{
    Done,
    NotFound,

    /// <summary>Delivered, or (for cancel) already finished in another way.</summary>
    AlreadyFinal,

    /// <summary>Retry: an attempt is running just now.</summary>
    UnderWay,

    /// <summary>Retry: the user has to confirm the recipient's key first.</summary>
    NeedsConfirmation,

    /// <summary>Confirm: it does not wait for that.</summary>
    NothingToConfirm,

    /// <summary>Confirm: the recipient is blocked; unblock first.</summary>
    Blocked,

    /// <summary>Confirm: the name leads to another contact by now.</summary>
    NameLeadsElsewhere,

    /// <summary>Retry: the recipient may have forgotten that it came already, and would get it twice.</summary>
    TooOld,

    /// <summary>Retry: the recipient is no contact any more; add it again first.</summary>
    NotAContact,
}
