using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>What the contact list says about mail.</summary>
internal static class ContactReads
{
    private static readonly StandingCommand StateOf = new("SELECT State FROM Contacts WHERE PublicKey = @key AND Relay_MemberOf = 0", "@key");

    /// <summary>The state in which mail to this key waits; null when it cannot be written to. Part of a transaction.</summary>
    internal static async Task<DeliveryState?> WaitingStateAsync(this ToxMailDb db, PublicKey key, OwnIdentity own)
    {
        if (key == own.PublicKey)
        {
            return DeliveryState.AwaitingPeer;
        }

        return await StateOf.In(db, key.ToArray()).ExecuteScalarAsync() is long state
            ? (ContactState)state switch
            {
                ContactState.Contact => DeliveryState.AwaitingPeer,
                ContactState.Requested => DeliveryState.AwaitingContact,
                _ => null,
            }
            : null;
    }

    /// <summary>Where mail to an address leads that is not the user's own. The reasons go to mail clients: ASCII, no full stop.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The database cannot be read.</exception>
    internal static RecipientResolution Resolve(this StoreDatabase database, Recipient recipient) => recipient switch
    {
        Recipient.ByAlias alias => Resolved(
            database.Read(reader => reader.FindContact(alias.Name)),
            new RecipientResolution.Unknown("No contact has this alias")),
        Recipient.ByKey key => Resolved(
            database.Read(reader => reader.FindContact(key.PublicKey)),
            new RecipientResolution.Unknown("This key is no contact; write to the full Tox ID to ask for contact")),
        Recipient.ById { Id.PublicKey: var nobody } when nobody == default => new RecipientResolution.Unknown("Nobody can have this Tox ID, its key is all zeros"),
        Recipient.ById full => Resolved(full.Id, database.Read(reader => reader.FindContact(full.Id.PublicKey))),
        Recipient.Invalid { Fault: ToxIdFault.WrongChecksum } => new RecipientResolution.Unknown("The Tox ID has a wrong checksum; a digit is mistyped"),
        Recipient.Invalid => new RecipientResolution.Unknown("This is no Tox ID; it must have 76 hexadecimal digits"),
        _ => new RecipientResolution.Unknown("Only Tox addresses can be written to"),
    };

    /// <summary>Contacts with what is known live and what waits for them, by alias, name and key.</summary>
    internal static async Task<IReadOnlyList<Contact>> DescribeAsync(this ToxMailDb db, IQueryable<KnownContact> which, Func<PublicKey, LinkKind> link, CancellationToken cancellationToken)
    {
        var rows = await which.OrderBy(contact => contact.Alias ?? contact.Name ?? "~").ThenBy(contact => contact.PublicKey).ToListAsync(cancellationToken);
        var keys = rows.ConvertAll(row => row.PublicKey);
        var pending = await db.OutboxRecipients
            .Where(row => row.FinishedAt == null && keys.Contains(row.PublicKey))
            .GroupBy(row => row.PublicKey)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var names = (await db.PinnedNames.Where(pin => keys.Contains(pin.PublicKey)).OrderBy(pin => pin.Name).Select(PinViews.Pin).ToListAsync(cancellationToken))
            .ToLookup(pin => pin.PublicKey);
        return rows.ConvertAll(row => Describe(row, link(row.PublicKey), pending.GetValueOrDefault(row.PublicKey), [.. names[row.PublicKey]]));
    }

    private static RecipientResolution Resolved(ToxId id, StandingContact? contact) => contact is { } known && known.IsAskedByOtherThan(id)
        ? new RecipientResolution.Stranger(id)
        : Resolved(contact, new RecipientResolution.Stranger(id));

    private static RecipientResolution Resolved(StandingContact? contact, RecipientResolution otherwise) => contact switch
    {
        null => otherwise,
        { State: ContactState.Blocked } => new RecipientResolution.Unknown("You blocked this contact"),
        { IsMember: true } => new RecipientResolution.Unknown("This key is a member of your store node and no contact"),
        { } known => new RecipientResolution.Known(known.PublicKey, known.State == ContactState.Contact),
    };

    private static Contact Describe(KnownContact row, LinkKind link, int pending, IReadOnlyList<NamePin> names) => new()
    {
        PublicKey = row.PublicKey,
        Nospam = row.Nospam,
        Alias = row.Alias,
        Name = row.Name,
        State = row.State,
        Connection = link,
        LastSeen = row.LastSeen,
        IsToxMail = row.IsToxMail,
        BlocksYou = row.BlocksYou,
        ConfirmedAt = row.ConfirmedAt,
        Names = names,
        PendingOut = pending,
        RequestMessage = row.RequestMessage,
        Card = row.Card,
        IntroducedBy = row.IntroducedBy,
        Relay = row.Relay,
        StoreInstances = row.StoreInstances is { } instances ? ToxId.ReadAll(instances) : null,
        AddedAt = row.AddedAt,
    };
}
