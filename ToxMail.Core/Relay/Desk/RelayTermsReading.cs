using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay.Desk;

/// <summary>Reads what the user settled with a contact.</summary>
internal static class RelayTermsReading
{
    /// <summary>The contact's own policy; null when it has none, or one that this version does not know.</summary>
    internal static ReceiptPolicy? PolicyOf(this RelayTerms terms) =>
        Enum.TryParse<ReceiptPolicy>(terms.ReceiptPolicy, out var policy) && Enum.IsDefined(policy) ? policy : null;

    /// <summary>The neighbour with what the user settled, whatever its state said: the contact list is where that is kept.</summary>
    internal static NeighbourState Under(this NeighbourState neighbour, RelayTerms terms) =>
        neighbour with { Carry = terms.Carry, IsHidden = terms.IsHidden, IsStore = terms.IsStore, ReceiptPolicy = terms.PolicyOf() };
}
