using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>The relay's part in the status.</summary>
internal sealed record RelaySummary(string Mode, RelayHeldView Held, RelayOwnView Own, int Tombstones)
{
    public static RelaySummary Of(RelayOverview relay) => new(relay.Limits.Mode.ToString(), RelayHeldView.Of(relay), RelayOwnView.Of(relay), relay.Tombstones);
}
