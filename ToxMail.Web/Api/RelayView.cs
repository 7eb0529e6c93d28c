using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>What the node carries for others and others carry for it.</summary>
internal sealed record RelayView
{
    /// <summary><c>Contacts</c>, <c>Off</c> or <c>Store</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>For contacts without a policy of their own: <c>prompt</c>, <c>guarded</c> or <c>strict</c>.</summary>
    public required string ReceiptPolicy { get; init; }

    public required long StoreBytes { get; init; }

    public required long PerContactBytes { get; init; }

    public required int PerContactEnvelopes { get; init; }

    public required long DailyBytesPerContact { get; init; }

    public required long MaxMailBytes { get; init; }

    /// <summary>Of a store node, for each of its Tox instances.</summary>
    public required int MaxMembers { get; init; }

    public required RelayHeldView Held { get; init; }

    public required IReadOnlyList<RelayContactView> PerContact { get; init; }

    public required RelayOwnView Own { get; init; }

    /// <summary>Envelopes remembered as deleted.</summary>
    public required int Tombstones { get; init; }

    public static RelayView Of(RelayOverview relay, RelayDesk desk) => new()
    {
        Mode = relay.Limits.Mode.ToString(),
        ReceiptPolicy = Words.Of(relay.Limits.ReceiptPolicy),
        StoreBytes = relay.Limits.StoreBytes,
        PerContactBytes = relay.Limits.PerContactBytes,
        PerContactEnvelopes = relay.Limits.PerContactEnvelopes,
        DailyBytesPerContact = relay.Limits.DailyBytesPerContact,
        MaxMailBytes = relay.Limits.MaxMailBytes,
        MaxMembers = relay.Limits.MaxMembers,
        Held = RelayHeldView.Of(relay),
        PerContact = [.. relay.Contacts.Select(contact => RelayContactView.Of(contact, desk))],
        Own = RelayOwnView.Of(relay),
        Tombstones = relay.Tombstones,
    };
}
