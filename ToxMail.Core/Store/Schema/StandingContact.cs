using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Store.Schema;

/// <summary>What is looked up of a contact for each mail handed in.</summary>
/// <param name="PublicKey">Who.</param>
/// <param name="State">What they are to the user.</param>
/// <param name="IsMember">A member of this store node.</param>
/// <param name="Nospam">The rest of the Tox ID they were asked by.</param>
internal readonly record struct StandingContact(PublicKey PublicKey, ContactState State, bool IsMember, uint? Nospam)
{
    /// <summary>They were asked, and by another Tox ID than this: one that is outdated reaches nobody.</summary>
    internal bool IsAskedByOtherThan(ToxId id) => State == ContactState.Requested && !IsMember && Nospam != id.Nospam;
}
