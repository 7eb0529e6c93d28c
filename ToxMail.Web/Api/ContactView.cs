using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Web.Api;

/// <summary>A contact as the API shows it.</summary>
internal sealed record ContactView(
    string PublicKey,
    string? Alias,
    string? Name,
    string State,
    string Connection,
    DateTimeOffset? LastSeen,
    bool? IsToxMail,
    bool BlocksYou,
    string Trust,
    int PendingOut,
    DateTimeOffset? ConfirmedAt,
    IReadOnlyList<PinView> Names,
    ContactRelayView Relay)
{
    public static ContactView Of(Contact contact, RelayDesk desk) => new(
        contact.PublicKey.ToString(),
        contact.Alias,
        contact.Name,
        Words.Of(contact.State),
        Words.Of(contact.Connection),
        contact.LastSeen,
        contact.IsToxMail,
        contact.BlocksYou,
        Words.Of(contact.Trust),
        contact.PendingOut,
        contact.ConfirmedAt,
        [.. contact.Names.Select(PinView.Of)],
        ContactRelayView.Of(contact, desk));
}
