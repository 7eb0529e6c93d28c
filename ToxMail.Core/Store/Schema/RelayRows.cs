using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Store.Schema;

/// <summary>What all that leaves through relays has in common.</summary>
internal static class RelayRows
{
    /// <summary>Rows that wait for these recipients since a time or longer, and may travel through others.</summary>
    internal static IQueryable<OutboxRecipient> Relayable(this ToxMailDb db, IReadOnlyCollection<PublicKey> recipients, DateTimeOffset queuedBefore) => db.OutboxRecipients
        .Where(row => row.NextAttempt != null && row.Mail.QueuedAt <= queuedBefore && !row.Mail.RelayForbidden && recipients.Contains(row.PublicKey))
        .Where(row => db.Contacts.Any(contact => contact.PublicKey == row.PublicKey && contact.Relay.OwnMail));

    /// <summary>Envelopes to be released when the mail has ended.</summary>
    internal static void AddCopies(this ToxMailDb db, RelayedMail relayed) =>
        db.AddRange(relayed.Copies.Select(copy => new RelayCopy { RecipientId = relayed.Id, Release = copy.Release, ExpiresAt = copy.ExpiresAt }));
}
