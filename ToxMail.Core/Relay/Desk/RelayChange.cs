namespace ToxMail.Core.Relay.Desk;

/// <summary>A change that the user made while the node ran.</summary>
/// <param name="Limits">What was put in force.</param>
/// <param name="Configured">What the configuration said then.</param>
internal sealed record RelayChange(RelayLimits Limits, RelayLimits Configured)
{
    /// <summary>The change as it counts under the configuration of today.</summary>
    internal RelayLimits On(RelayLimits today) => new()
    {
        Mode = Younger(today.Mode, Configured.Mode, Limits.Mode),
        StoreBytes = Younger(today.StoreBytes, Configured.StoreBytes, Limits.StoreBytes),
        PerContactBytes = Younger(today.PerContactBytes, Configured.PerContactBytes, Limits.PerContactBytes),
        PerContactEnvelopes = Younger(today.PerContactEnvelopes, Configured.PerContactEnvelopes, Limits.PerContactEnvelopes),
        DailyBytesPerContact = Younger(today.DailyBytesPerContact, Configured.DailyBytesPerContact, Limits.DailyBytesPerContact),
        MaxMailBytes = Younger(today.MaxMailBytes, Configured.MaxMailBytes, Limits.MaxMailBytes),
        MaxMembers = Younger(today.MaxMembers, Configured.MaxMembers, Limits.MaxMembers),
        ReceiptPolicy = Younger(today.ReceiptPolicy, Configured.ReceiptPolicy, Limits.ReceiptPolicy),
    };

    private static T Younger<T>(T today, T then, T changed)
        where T : struct => EqualityComparer<T>.Default.Equals(today, then) ? changed : today;
}
