namespace ToxMail.Core.Store;

/// <summary>What became of the user's retry or cancel.</summary>
public enum OutboxCommandResult
{
    Done,
    NotFound,

    /// <summary>Delivered, or (for cancel) already finished in another way.</summary>
    AlreadyFinal,

    /// <summary>Retry: an attempt is running just now.</summary>
    UnderWay,

    /// <summary>Retry: the recipient is no contact any more; add it again first.</summary>
    NotAContact,
}
