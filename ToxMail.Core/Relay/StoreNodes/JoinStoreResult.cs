using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>What became of the wish to join a store node.</summary>
public abstract record JoinStoreResult
{
    private JoinStoreResult()
    {
    }

    /// <summary>The stamp is being made; the node is asked once it is.</summary>
    public sealed record Begun(StoreJoin Join) : JoinStoreResult;

    /// <summary>It cannot be asked.</summary>
    public sealed record Refused(AddContactResult Why) : JoinStoreResult;

    /// <summary>Stamps for others are being made.</summary>
    public sealed record Busy : JoinStoreResult;
}
