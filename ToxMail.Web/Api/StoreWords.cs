using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Api;

/// <summary>Why a store node could not be joined, in words for the API and the dashboard alike.</summary>
internal static class StoreWords
{
    public const string Busy = "Other store nodes are about to be asked: try again in a minute.";

    public static string Explain(AddContactResult why) => why switch
    {
        AddContactResult.AlreadyContact => "This is a contact already: mark it as your store node on the Contacts page, under \"Carrying mail\", or remove it there first to ask it anew.",
        AddContactResult.NeedsToxId => "This is no Tox ID: give all the 76 digits of the store node's, which its operator gives out.",
        AddContactResult.OwnAddress => "This is your own node.",
        _ => ContactWords.Explain(why),
    };

    /// <summary>Null when it was begun.</summary>
    public static string? Explain(JoinStoreResult result) => result switch
    {
        JoinStoreResult.Begun => null,
        JoinStoreResult.Refused refused => Explain(refused.Why),
        _ => Busy,
    };

    /// <summary>Null while it is worked on.</summary>
    public static string? Explain(StoreJoin join) => join.Refusal is { } why ? Explain(why) : join.Fault;

    /// <summary>What a request to join lacks; null for an ordinary one.</summary>
    public static string? Explain(JoinFault fault) => fault switch
    {
        JoinFault.BadStamp => "Asks for a place in this store node without the proof of work that belongs to it. Accept it to make it a member all the same.",
        JoinFault.Full => "Asks for a place at a Tox ID of this store node that has as many members as it takes, and hears nothing. Accept it to make it a member all the same, or give the person another Tox ID: the Relay page shows which has room.",
        JoinFault.NoStore => "Asks for a place in a store node, which this node is not. Accepted, it becomes a contact.",
        _ => null,
    };

    public static string? Of(JoinFault fault) => fault switch
    {
        JoinFault.BadStamp => "bad-stamp",
        JoinFault.Full => "full",
        JoinFault.NoStore => "no-store",
        _ => null,
    };
}
