using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>A contact that is a store node, or says so.</summary>
/// <param name="Contact">The contact; <see cref="RelayTerms.IsStore"/> says whether the user marked it.</param>
/// <param name="Alternates">Other Tox instances of it, that are no contacts yet: when this one goes, they can be joined.</param>
/// <param name="WasJoined">The user asked it for a place: it is a contact for that alone.</param>
public sealed record JoinedStore(Contact Contact, IReadOnlyList<ToxId> Alternates, bool WasJoined)
{
    /// <summary>Since when it was asked for a place and has not answered; it may be away, or full, which it says to nobody. Null: it has, or was not asked.</summary>
    public DateTimeOffset? UnansweredSince => WasJoined && Contact.State == ContactState.Requested ? Contact.AddedAt : null;
}
