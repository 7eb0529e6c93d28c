using ToxMail.Core.Addressing;
using ToxMail.Core.Net;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Live;

/// <summary>The node at one moment, as the first page shows it.</summary>
internal sealed record Overview
{
    public required OwnIdentity Own { get; init; }

    public required ToxStatus Tox { get; init; }

    public required IReadOnlyList<ListenerStatus> Listeners { get; init; }

    public required OutboxTotals Outbox { get; init; }

    public required int InboxMails { get; init; }

    public required IReadOnlyList<Contact> Contacts { get; init; }

    public required int Requests { get; init; }

    /// <summary>People whom contacts introduced and who wait for the user.</summary>
    public required int Introductions { get; init; }

    /// <summary>The user's mail card; null until the mail keys are loaded.</summary>
    public required string? MailCard { get; init; }

    /// <summary>Contacts who show other mail keys than before.</summary>
    public required IReadOnlyList<Contact> WithNewMailKeys { get; init; }

    public bool IsOnline => Tox.Connection != ToxConnection.None;

    public int ContactsOnline => Contacts.Count(contact => contact.Connection != LinkKind.None);

    /// <summary>The link that other Tox clients and the QR code take.</summary>
    public string ToxLink => $"tox:{Own.Id}";
}
