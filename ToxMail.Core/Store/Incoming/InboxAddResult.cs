namespace ToxMail.Core.Store.Incoming;

/// <summary>What became of one mail handed to the inbox.</summary>
public enum InboxAddResult
{
    Stored,

    /// <summary>The same sender sent the same parcel before; this copy and its blob were dropped.</summary>
    AlreadyHad,
}
