using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Live;

/// <summary>Mode and limits as a form shows them and as they were typed.</summary>
internal sealed class RelayForm(RelayLimits shown)
{
    public RelayMode Mode { get; set; } = shown.Mode;

    public ReceiptPolicy Policy { get; set; } = shown.ReceiptPolicy;

    public IReadOnlyList<LimitField> Fields { get; } =
    [
        LimitField.Size(nameof(RelayLimits.StoreBytes), "For others in all", "Room on your disk for sealed mail of others. 0: you keep none.", shown.StoreBytes, RelayLimits.LargestSize, static (limits, typed) => limits with { StoreBytes = typed }),
        LimitField.Size(nameof(RelayLimits.PerContactBytes), "From each contact", "What each contact may take up of that.", shown.PerContactBytes, RelayLimits.LargestSize, static (limits, typed) => limits with { PerContactBytes = typed }),
        LimitField.Count(nameof(RelayLimits.PerContactEnvelopes), "From each contact, envelopes", "How many, whatever their size.", shown.PerContactEnvelopes, RelayLimits.MostEnvelopes, static (limits, typed) => limits with { PerContactEnvelopes = typed }),
        LimitField.Size(nameof(RelayLimits.DailyBytesPerContact), "From each contact in a day", "What each contact may hand over in a day.", shown.DailyBytesPerContact, RelayLimits.LargestSize, static (limits, typed) => limits with { DailyBytesPerContact = typed }),
        LimitField.Size(nameof(RelayLimits.MaxMailBytes), "Your own mails up to", "Longer ones wait until you are both online, or go by store nodes alone. 0: all do.", shown.MaxMailBytes, RelayLimits.LargestMail, static (limits, typed) => limits with { MaxMailBytes = typed }),
        LimitField.Count(nameof(RelayLimits.MaxMembers), "Members of each Tox ID", "How many people a store node takes.", shown.MaxMembers, RelayLimits.MostMembers, static (limits, typed) => limits with { MaxMembers = typed }),
    ];

    /// <summary>Nothing typed has to be mended.</summary>
    public bool IsGood => Fields.Where(Shows).All(static one => one.Fault is null);

    /// <summary>These limits with what the user typed.</summary>
    public RelayLimits On(RelayLimits limits) =>
        Fields.Where(Shows).Aggregate(limits with { Mode = Mode, ReceiptPolicy = Policy }, static (result, field) => field.On(result));

    /// <summary>Whether a field says anything in the mode chosen.</summary>
    public bool Shows(LimitField field) => Mode == RelayMode.Store || field.Limit != nameof(RelayLimits.MaxMembers);

    /// <summary>Why the node did not take the limits, with the field's own name.</summary>
    public string Explain(RelayChangeResult.Refused refused) =>
        Fields.FirstOrDefault(field => field.Limit == refused.Limit) is { } field ? $"{field.Label}: {field.Range}" : refused.Why;
}
