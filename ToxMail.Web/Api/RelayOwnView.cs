using ToxMail.Core.Relay.Desk;

namespace ToxMail.Web.Api;

/// <summary>Own mail that others carry.</summary>
/// <param name="InFlight">Handed over and not confirmed.</param>
/// <param name="Delivered">Confirmed by a receipt through others.</param>
/// <param name="Escalations">Handed over more than once.</param>
/// <param name="Envelopes">Still held here.</param>
internal sealed record RelayOwnView(int InFlight, int Delivered, int Escalations, int Envelopes)
{
    public static RelayOwnView Of(RelayOverview relay) => new(relay.InFlight, relay.Delivered, relay.Escalated, relay.OwnEnvelopes);
}
