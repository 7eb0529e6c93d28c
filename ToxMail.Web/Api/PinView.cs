using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Web.Api;

/// <summary>A name that leads to a contact.</summary>
internal sealed record PinView(
    string Name,
    string PublicKey,
    string Trust,
    string State,
    string Why,
    string? ProvedZone,
    DateTimeOffset? ProvedAt,
    DateTimeOffset PinnedAt,
    DateTimeOffset CheckedAt,
    string? OtherKey)
{
    public static PinView Of(NamePin pin) => new(
        pin.Name,
        pin.PublicKey.ToString(),
        Words.Of((NameTrust?)pin.Shown),
        Words.Of(pin.State),
        pin.Why,
        pin.ProvedZone,
        pin.ProvedAt,
        pin.PinnedAt,
        pin.CheckedAt,
        pin.OtherKey?.ToString());
}
