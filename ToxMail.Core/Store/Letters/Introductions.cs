using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Letters;

/// <summary>People whom contacts introduced by mail. Nobody of them is added without the user.</summary>
public sealed class Introductions
{
    /// <summary>Said in the contact request to somebody introduced.</summary>
    public const string Message = "We were introduced by a common contact.";

    private readonly StoreDatabase _database;
    private readonly ChangeFeed _changes;
    private readonly OwnIdentity _own;
    private readonly TimeProvider _time;

    internal Introductions(StoreDatabase database, ChangeFeed changes, OwnIdentity own, TimeProvider time)
    {
        _database = database;
        _changes = changes;
        _own = own;
        _time = time;
    }

    /// <summary>Those that wait for the user, oldest first; not those who became contacts meanwhile.</summary>
    public async Task<IReadOnlyList<Introduction>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        var rows = await db.OfferedCards
            .Where(row => !db.Contacts.Any(contact => contact.PublicKey == row.PublicKey) && db.Contacts.Any(contact => contact.PublicKey == row.OfferedBy && contact.State != ContactState.Blocked))
            .OrderBy(row => row.ReceivedAt).ToListAsync(cancellationToken);
        return rows.ConvertAll(static row => new Introduction(row.Card, row.OfferedBy, row.Name, row.ReceivedAt));
    }

    /// <summary>Adds somebody by the card that this contact gave; null when there is no such introduction.</summary>
    public async Task<AddContactResult?> AddAsync(PublicKey introducedBy, PublicKey key, string? alias, CancellationToken cancellationToken)
    {
        if (Contacts.Refuses(alias, Message) is { } refusal)
        {
            return refusal;
        }

        var result = await _database.WriteAsync(db => db.AddOfferedAsync(introducedBy, key, alias, Message, _own, _time.GetUtcNow()), cancellationToken);
        foreach (var kind in (ChangeKind[])[ChangeKind.Contacts, ChangeKind.Requests, ChangeKind.Outbox])
        {
            _changes.Publish(kind);
        }

        return result;
    }

    /// <summary>The user does not want this one. False when there is none.</summary>
    public async Task<bool> DismissAsync(PublicKey introducedBy, PublicKey key, CancellationToken cancellationToken)
    {
        var dropped = await _database.WriteAsync(db => db.OfferedCards.Where(row => row.PublicKey == key && row.OfferedBy == introducedBy).ExecuteDeleteAsync(), cancellationToken);
        _changes.Publish(ChangeKind.Requests);
        return dropped > 0;
    }
}
