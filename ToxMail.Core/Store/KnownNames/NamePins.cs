using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.KnownNames;

/// <summary>Which key each known name in DNS leads to. A name leads to a contact, and is forgotten with it.</summary>
public sealed class NamePins
{
    private readonly StoreDatabase _database;
    private readonly ChangeFeed _changes;
    private readonly TimeProvider _time;

    internal NamePins(StoreDatabase database, ChangeFeed changes, TimeProvider time)
    {
        _database = database;
        _changes = changes;
        _time = time;
    }

    /// <summary>The pin of a name, or null.</summary>
    public async Task<NamePin?> FindAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var key = NameKey.Of(name);
        await using var db = _database.Open();
        return await db.PinnedNames.Where(pin => pin.Name == key).Select(PinViews.Pin).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The last proof of a pinned name, or null.</summary>
    public async Task<NameProof?> FindProofAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var key = NameKey.Of(name);
        await using var db = _database.Open();
        return await db.PinnedNames.Where(pin => pin.Name == key && pin.Proof != null)
            .Select(pin => new NameProof(pin.ProvedZone!, pin.ProvedAt!.Value, pin.ProofValidUntil!.Value, pin.Proof!))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>True when a name of this one's domain was proved before: answers without a proof are not believed then.</summary>
    public async Task<bool> IsDomainSignedAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var domain = NameKey.DomainOf(name);
        await using var db = _database.Open();
        return await db.SignedDomains.AnyAsync(signed => signed.Domain == domain, cancellationToken);
    }

    /// <summary>Whether a name may stand for this key in a From: it is pinned to it, and either proved or the user compared the key.</summary>
    public bool IsBelieved(MailAddress name, PublicKey key) => _database.Read(reader => reader.IsBelieved(NameKey.Of(name), key));

    /// <summary>Adds the contact that was found for a name, and pins the name, in one transaction.</summary>
    public async Task<AddContactResult> AddContactAsync(NewPin pin, string? alias, string? message, CancellationToken cancellationToken)
    {
        var text = string.IsNullOrWhiteSpace(message) ? Contacts.DefaultMessage : message;
        if (Contacts.Refuses(alias, text) is { } refusal)
        {
            return refusal;
        }

        var result = await _database.WriteAsync(db => db.AddContactAsync(pin, alias, text, _time.GetUtcNow()), cancellationToken);
        Publish();
        return result;
    }

    /// <summary>The user takes the key a name leads to now: the name and the alias move to it.</summary>
    public async Task<AddContactResult> MoveAsync(NewPin pin, CancellationToken cancellationToken)
    {
        var result = await _database.WriteAsync(db => db.MoveAsync(pin, Contacts.DefaultMessage, _time.GetUtcNow()), cancellationToken);
        Publish();
        return result;
    }

    /// <summary>The user keeps the pinned key; false when there was nothing to decide.</summary>
    public async Task<bool> DeclineAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var declined = await _database.WriteAsync(db => db.DeclineAsync(NameKey.Of(name)), cancellationToken);
        Publish();
        return declined;
    }

    /// <summary>Forgets the name and what was known of its domain; the contact stays. False when nothing was known.</summary>
    public async Task<bool> ForgetAsync(MailAddress name, CancellationToken cancellationToken)
    {
        var forgotten = await _database.WriteAsync(db => db.ForgetAsync(name), cancellationToken);
        Publish();
        return forgotten;
    }

    /// <summary>Pins to be looked up again by now, the most overdue first.</summary>
    public async Task<IReadOnlyList<NamePin>> DueAsync(int take, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        await using var db = _database.Open();
        return await db.PinnedNames.Where(pin => pin.NextCheckAt <= now).OrderBy(pin => pin.NextCheckAt).Take(take).Select(PinViews.Pin).ToListAsync(cancellationToken);
    }

    /// <summary>Writes down what a new look at a name found that led to <paramref name="checkedKey"/>.</summary>
    public async Task RecordAsync(MailAddress name, PublicKey checkedKey, PinCheck check, DateTimeOffset nextCheckAt, CancellationToken cancellationToken)
    {
        if (await _database.WriteAsync(db => db.RecordAsync(name, checkedKey, check, nextCheckAt, _time.GetUtcNow()), cancellationToken))
        {
            Publish();
        }
    }

    private void Publish()
    {
        _changes.Publish(ChangeKind.Contacts);
        _changes.Publish(ChangeKind.Requests);
        _changes.Publish(ChangeKind.Outbox);
    }
}
