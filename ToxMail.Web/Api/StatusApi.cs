using ToxMail.Core.Addressing;
using ToxMail.Core.Net;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Api;

/// <summary><c>/api/v1/status</c>.</summary>
internal static class StatusApi
{
    public static void MapStatus(this RouteGroupBuilder api) => api.MapGet("/status", ReadAsync);

    private static async Task<StatusView> ReadAsync(ToxNode node, OwnIdentity own, ListenerBoard board, Outbox outbox, RelayDesk desk, MailCards cards, CancellationToken cancellationToken)
    {
        var tox = node.Status;
        return new StatusView
        {
            Version = ProgramVersion.Text,
            ToxId = own.Id.ToString(),
            PublicKey = own.PublicKey.ToString(),
            Address = own.Address.ToString(),
            MailCard = cards.Own,
            Connection = Words.Of(tox.Connection),
            DhtKey = tox.DhtKey.ToString(),
            UdpPort = tox.UdpPort,
            TcpRelayPort = tox.TcpRelayPort,
            ToxcoreVersion = tox.LibraryVersion.ToString(),
            Listeners = [.. board.Current.Select(ListenerView.Of)],
            Outbox = new OutboxSummary((await outbox.TotalsAsync(cancellationToken)).Pending),
            Relay = RelaySummary.Of(await desk.OverviewAsync(cancellationToken)),
        };
    }
}
