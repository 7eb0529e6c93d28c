namespace ToxMail.Web.Api;

/// <summary>How mail is carried for a contact; what is not named stays as it is.</summary>
/// <param name="Carry">Envelopes are taken from it and offered to it.</param>
/// <param name="Hidden">Nobody else is to find out that it is a contact.</param>
/// <param name="ReceiptPolicy"><c>prompt</c>, <c>guarded</c>, <c>strict</c>, or <c>default</c> for the node's.</param>
/// <param name="OwnMail">The user's own mail to it may travel through others.</param>
/// <param name="Store">It is a store node of the user's, and may learn which envelopes are for this node.</param>
internal sealed record ContactRelayChange(bool? Carry = null, bool? Hidden = null, string? ReceiptPolicy = null, bool? OwnMail = null, bool? Store = null);
