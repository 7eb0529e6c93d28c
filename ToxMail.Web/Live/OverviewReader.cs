using ToxMail.Core.Addressing;
using ToxMail.Core.Net;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Live;

/// <summary>Gathers what the first page shows.</summary>
internal sealed class OverviewReader(OwnIdentity own, ToxNode node, ListenerBoard board, Outbox outbox, Inbox inbox, Contacts contacts, Introductions introductions, RelayDesk desk, MailCards cards)
{
    public async Task<Overview> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Contact> known = [.. (await contacts.ListAsync(cancellationToken)).Where(static contact => !contact.IsMember)];
        var changed = await desk.ChangedKeysAsync(cancellationToken);
        return new Overview
        {
            Own = own,
            Tox = node.Status,
            Listeners = board.Current,
            Outbox = await outbox.TotalsAsync(cancellationToken),
            InboxMails = (await inbox.ListAsync(0, 1, cancellationToken)).Total,
            Contacts = known,
            Requests = (await contacts.ListRequestsAsync(cancellationToken)).Count,
            Introductions = (await introductions.ListAsync(cancellationToken)).Count,
            MailCard = cards.Own,
            WithNewMailKeys = [.. known.Where(contact => changed.Contains(contact.PublicKey))],
        };
    }
}
