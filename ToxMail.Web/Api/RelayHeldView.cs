using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>Held for others.</summary>
internal sealed record RelayHeldView(int Envelopes, long Bytes, long LimitBytes)
{
    public static RelayHeldView Of(RelayOverview relay) => new(relay.Envelopes, relay.Bytes, relay.Limits.StoreBytes);
}
