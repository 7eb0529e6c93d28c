using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Api;

/// <summary>How mail is carried for a contact.</summary>
/// <param name="Carry">Envelopes are taken from it and offered to it.</param>
/// <param name="Hidden">Nobody else is to find out that it is a contact.</param>
/// <param name="ReceiptPolicy">The one in force.</param>
/// <param name="HasOwnPolicy">False: the node's counts.</param>
/// <param name="OwnMail">The user's own mail to it may travel through others.</param>
/// <param name="Store">It is a store node of the user's, and may learn which envelopes are for this node.</param>
/// <param name="SaysStore">It says that it is a store node.</param>
internal sealed record ContactRelayView(bool Carry, bool Hidden, string ReceiptPolicy, bool HasOwnPolicy, bool OwnMail, bool Store, bool SaysStore)
{
    public static ContactRelayView Of(Contact contact, RelayDesk desk)
    {
        var (policy, isOwn) = desk.PolicyFor(contact);
        return new ContactRelayView(contact.Relay.Carry, contact.Relay.IsHidden, Words.Of(policy), isOwn, contact.Relay.OwnMail, contact.Relay.IsStore, contact.StoreInstances is not null);
    }
}
