using ToxMail.Core.Relay;

namespace ToxMail.Web.Api;

/// <summary>What to change of the relay's mode and limits; what is not named stays as it is.</summary>
internal sealed record RelayLimitsChange
{
    /// <summary><c>Contacts</c>, <c>Off</c> or <c>Store</c>.</summary>
    public string? Mode { get; init; }

    /// <summary><c>prompt</c>, <c>guarded</c> or <c>strict</c>.</summary>
    public string? ReceiptPolicy { get; init; }

    public long? StoreBytes { get; init; }

    public long? PerContactBytes { get; init; }

    public int? PerContactEnvelopes { get; init; }

    public long? DailyBytesPerContact { get; init; }

    public long? MaxMailBytes { get; init; }

    /// <summary>Of a store node, for each of its Tox instances.</summary>
    public int? MaxMembers { get; init; }

    /// <summary>The limits with the change; words must have been understood before.</summary>
    public RelayLimits On(RelayLimits limits) => limits with
    {
        Mode = RelayWords.Mode(Mode) ?? limits.Mode,
        ReceiptPolicy = RelayWords.Policy(ReceiptPolicy) ?? limits.ReceiptPolicy,
        StoreBytes = StoreBytes ?? limits.StoreBytes,
        PerContactBytes = PerContactBytes ?? limits.PerContactBytes,
        PerContactEnvelopes = PerContactEnvelopes ?? limits.PerContactEnvelopes,
        DailyBytesPerContact = DailyBytesPerContact ?? limits.DailyBytesPerContact,
        MaxMailBytes = MaxMailBytes ?? limits.MaxMailBytes,
        MaxMembers = MaxMembers ?? limits.MaxMembers,
    };
}
