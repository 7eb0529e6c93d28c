using System.Globalization;
using System.Text;
using ToxMail.Core.Net;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Api;

/// <summary><c>/metrics</c> in the text format of Prometheus 0.0.4.</summary>
internal static class MetricsApi
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", WriteAsync).Produces<string>(contentType: "text/plain");

    private static async Task<IResult> WriteAsync(Outbox outbox, Inbox inbox, Contacts contacts, ListenerBoard board, ToxNode node, FinishedDeliveries finished, RelayDesk desk, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        WriteGauge(text, "toxmail_info", "The program and its library.", [($"version=\"{ProgramVersion.Text}\",toxcore=\"{node.Status.LibraryVersion}\"", 1)]);
        WriteGauge(text, "toxmail_tox_online", "1 when the node is connected to the Tox network.", [("", node.Status.Connection == ToxConnection.None ? 0 : 1)]);
        WriteGauge(text, "toxmail_listener_up", "1 when the server listens.", board.Current.Select(listener => ($"name=\"{listener.Name}\"", listener.State == ListenerState.Listening ? 1L : 0)));
        var totals = await outbox.TotalsAsync(cancellationToken);
        WriteGauge(text, "toxmail_outbox_recipients", "Recipients in the outbox by state.", OfOutbox(totals));
        Write(text, "counter", "toxmail_deliveries_total", "Deliveries by how they ended.", finished.Count(totals).Select(end => ($"state=\"{end.State}\"", end.Counted)));
        WriteGauge(text, "toxmail_inbox_mails", "Mails in the inbox.", [("", (await inbox.ListAsync(0, 1, cancellationToken)).Total)]);
        var known = await contacts.ListAsync(cancellationToken);
        WriteGauge(text, "toxmail_contacts", "Contacts by state and connection.", OfContacts(known.Where(static contact => !contact.IsMember)));
        WriteGauge(text, "toxmail_relay_members", "Members of this store node by Tox instance.", known.Where(static contact => contact is { IsMember: true, State: ContactState.Contact })
            .GroupBy(static member => member.Relay.MemberOf).Select(static of => ($"instance=\"{of.Key}\"", (long)of.Count())));
        WriteGauge(text, "toxmail_contact_requests", "People who ask to become contacts.", [("", (await contacts.ListRequestsAsync(cancellationToken)).Count)]);
        WriteRelay(text, await desk.OverviewAsync(cancellationToken));
        WriteGauge(text, "process_resident_memory_bytes", "Resident memory.", [("", Environment.WorkingSet)]);
        return TypedResults.Text(text.ToString(), ContentType);
    }

    /// <summary>Sums alone: who a contact is must not end up in somebody's monitoring.</summary>
    private static void WriteRelay(StringBuilder text, RelayOverview relay)
    {
        WriteGauge(text, "toxmail_relay_mode", "1 for the mode in force.", Enum.GetValues<RelayMode>().Select(mode => ($"mode=\"{mode}\"", mode == relay.Limits.Mode ? 1L : 0)));
        WriteGauge(text, "toxmail_relay_envelopes", "Envelopes held for others.", [("", relay.Envelopes)]);
        WriteGauge(text, "toxmail_relay_bytes", "Octets held for others.", [("", relay.Bytes)]);
        WriteGauge(text, "toxmail_relay_limit_bytes", "Octets that may be held for others.", [("", relay.Limits.StoreBytes)]);
        WriteGauge(text, "toxmail_relay_today_bytes", "Octets exchanged with contacts since midnight UTC.", [
            ("direction=\"in\"", relay.Contacts.Sum(contact => contact.InToday)),
            ("direction=\"out\"", relay.Contacts.Sum(contact => contact.OutToday)),
        ]);
        WriteGauge(text, "toxmail_relay_tombstones", "Envelopes remembered as deleted.", [("", relay.Tombstones)]);
        WriteGauge(text, "toxmail_relay_own_envelopes", "Own envelopes still held here.", [("", relay.OwnEnvelopes)]);
        WriteGauge(text, "toxmail_relay_own_mails", "Own mails in the outbox that others carry or carried.", [
            ("state=\"in_flight\"", relay.InFlight),
            ("state=\"delivered\"", relay.Delivered),
            ("state=\"escalated\"", relay.Escalated),
        ]);
    }

    private static IEnumerable<(string Labels, long Value)> OfOutbox(OutboxTotals totals) =>
        from state in Enum.GetValues<DeliveryState>()
        select ($"state=\"{state}\"", (long)totals[state]);

    private static IEnumerable<(string Labels, long Value)> OfContacts(IEnumerable<Contact> contacts) =>
        from contact in contacts
        group contact by (contact.State, contact.Connection) into alike
        select ($"state=\"{Words.Of(alike.Key.State)}\",connection=\"{Words.Of(alike.Key.Connection)}\"", (long)alike.Count());

    private static void WriteGauge(StringBuilder text, string name, string help, IEnumerable<(string Labels, long Value)> values) =>
        Write(text, "gauge", name, help, values);

    private static void Write(StringBuilder text, string type, string name, string help, IEnumerable<(string Labels, long Value)> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, value) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value}\n");
        }
    }
}
