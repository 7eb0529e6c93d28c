using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.ContactList;

/// <summary>The people this node knows, and those who ask to be known.</summary>
public sealed class Contacts
{
    /// <summary>Octets of UTF-8 in a contact request of ours: the onion drops the longest that <c>tox.h</c> allows (c-toxcore issue 2719).</summary>
    public const int MaxMessageBytes = 900;

    /// <summary>Octets kept of a contact request (<c>TOX_MAX_FRIEND_REQUEST_LENGTH</c> up to 0.2.20).</summary>
    public const int MaxReceivedMessageBytes = 1016;

    /// <summary>Incoming requests that may wait at once.</summary>
    public const int MaxPendingRequests = 32;

    /// <summary>Said in a contact request when the user says nothing.</summary>
    public const string DefaultMessage = "I would like to exchange mail with you over Tox.";

    /// <summary><c>TOX_MAX_NAME_LENGTH</c>.</summary>
    private const int MaxNameBytes = 128;

    private readonly StoreDatabase _database;
    private readonly ChangeFeed _changes;
    private readonly OwnIdentity _own;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<PublicKey, LinkKind> _links = [];

    internal Contacts(StoreDatabase database, ChangeFeed changes, OwnIdentity own, TimeProvider time)
    {
        _database = database;
        _changes = changes;
        _own = own;
        _time = time;
    }

    /// <summary>Adds what <see cref="ContactAddress.Read"/> understood. A null or empty message means <see cref="DefaultMessage"/>.</summary>
    public Task<AddContactResult> AddAsync(Recipient address, string? alias, string? message, CancellationToken cancellationToken) =>
        AddAsync(alias, message, (db, text) => db.AddAsync(address, alias, text, _own, _time.GetUtcNow()), cancellationToken);

    /// <summary>Adds the owner of a mail card. For the relay, which knows whose mail keys count.</summary>
    internal Task<AddContactResult> AddAsync(ContactCard card, string? alias, string? message, CancellationToken cancellationToken) =>
        AddAsync(alias, message, (db, text) => db.AddCardAsync(card, alias, text, _own, _time.GetUtcNow()), cancellationToken);

    /// <summary>The contact showed the mail keys that count, on a card that may be newer.</summary>
    internal async Task KeepCardAsync(ContactCard card, CancellationToken cancellationToken)
    {
        if (await FindAsync(card.PublicKey, cancellationToken) is { } known && (known.Card is null || !known.Card.ToArray().AsSpan().SequenceEqual(card.ToArray())))
        {
            await ChangeAsync(card.PublicKey, contact => contact.Card = card, cancellationToken);
        }
    }

    /// <summary>Whether a contact may have this alias, if no other has it.</summary>
    public static bool MayBeCalled(string alias) => AliasRule.Allows(alias);

    /// <summary>What is wrong with an alias or a message whoever the contact is; null when nothing is.</summary>
    internal static AddContactResult? Refuses(string? alias, string message) =>
        Encoding.UTF8.GetByteCount(message) > MaxMessageBytes ? new AddContactResult.MessageTooLong()
        : AliasRule.Allows(alias) ? null
        : new AddContactResult.BadAlias();

    /// <summary>Takes friends of a Tox profile that are not known here yet as contacts: a profile may come from another Tox client.</summary>
    public async Task AdoptAsync(IReadOnlyCollection<PublicKey> friends, CancellationToken cancellationToken)
    {
        if (await _database.WriteAsync(db => db.AdoptAsync(friends, _time.GetUtcNow()), cancellationToken) > 0)
        {
            Publish(ChangeKind.Contacts);
        }
    }

    /// <summary>The Tox profile on the disk no longer has these contacts that were removed here.</summary>
    public Task ForgetRemovedAsync(IReadOnlyCollection<PublicKey> keys, CancellationToken cancellationToken) => _database.WriteAsync(db => db.ForgetRemovedAsync(keys), cancellationToken);

    /// <summary>Where mail to this address goes.</summary>
    public RecipientResolution Resolve(MailAddress address) =>
        _own.Owns(address) ? new RecipientResolution.Own() : _database.Resolve(Recipient.Of(address));

    /// <summary>One contact, blocked ones too, or null.</summary>
    public async Task<Contact?> FindAsync(PublicKey key, CancellationToken cancellationToken) =>
        (await ReadAsync(contacts => contacts.Where(contact => contact.PublicKey == key), cancellationToken)).SingleOrDefault();

    /// <summary>All contacts, blocked ones too, by alias, name and key.</summary>
    public Task<IReadOnlyList<Contact>> ListAsync(CancellationToken cancellationToken) => ReadAsync(contacts => contacts, cancellationToken);

    /// <summary>The key behind an alias, or null.</summary>
    public PublicKey? FindByAlias(string alias) => _database.Read(reader => reader.FindContact(alias))?.PublicKey;

    /// <summary>Sets or (null) takes away the alias.</summary>
    public async Task<ContactCommandResult> RenameAsync(PublicKey key, string? alias, CancellationToken cancellationToken) => AliasRule.Allows(alias)
        ? Done(await _database.WriteAsync(db => db.RenameAsync(key, alias), cancellationToken), ChangeKind.Contacts)
        : ContactCommandResult.BadAlias;

    /// <summary>Forgets the contact and cancels its waiting mail.</summary>
    public async Task<ContactCommandResult> RemoveAsync(PublicKey key, CancellationToken cancellationToken)
    {
        var result = await _database.WriteAsync(db => db.RemoveAsync(key, _time.GetUtcNow()), cancellationToken);
        _links.TryRemove(key, out _);
        return Done(result, ChangeKind.Contacts, ChangeKind.Outbox);
    }

    /// <summary>Blocks a contact, a requester or any key; waiting mail for it is cancelled, its requests are not shown again.</summary>
    public async Task<ContactCommandResult> BlockAsync(PublicKey key, CancellationToken cancellationToken)
    {
        if (key == _own.PublicKey)
        {
            return ContactCommandResult.OwnKey;
        }

        await _database.WriteAsync(db => db.BlockAsync(key, _time.GetUtcNow()), cancellationToken);
        _links.TryRemove(key, out _);
        return Done(ContactCommandResult.Done, ChangeKind.Contacts, ChangeKind.Requests, ChangeKind.Outbox);
    }

    /// <summary>A blocked contact becomes a contact again; a key that was never one is forgotten.</summary>
    public async Task<ContactCommandResult> UnblockAsync(PublicKey key, CancellationToken cancellationToken) =>
        Done(await _database.WriteAsync(db => db.UnblockAsync(key), cancellationToken), ChangeKind.Contacts);

    /// <summary>Requests that wait for the user, oldest first.</summary>
    public async Task<IReadOnlyList<ContactRequest>> ListRequestsAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.Requests.Where(request => !request.Ignored)
            .OrderBy(request => request.ReceivedAt)
            .Select(request => new ContactRequest(request.PublicKey, request.Message, request.ReceivedAt, request.Instance, request.JoinFault) { Name = request.Name, Card = request.Card })
            .ToListAsync(cancellationToken);
    }

    /// <summary>Makes the requester a contact.</summary>
    public async Task<ContactCommandResult> AcceptAsync(PublicKey key, string? alias, CancellationToken cancellationToken) => AliasRule.Allows(alias)
        ? Done(await _database.WriteAsync(db => db.AcceptAsync(key, alias, _time.GetUtcNow()), cancellationToken), ChangeKind.Contacts, ChangeKind.Requests, ChangeKind.Outbox)
        : ContactCommandResult.BadAlias;

    /// <summary>The request is not shown again; its sender is not told.</summary>
    public async Task<ContactCommandResult> IgnoreAsync(PublicKey key, CancellationToken cancellationToken)
    {
        var result = await _database.WriteAsync(db => db.IgnoreAsync(key), cancellationToken);
        return Done(result, ChangeKind.Requests);
    }

    /// <summary>A peer's node asks. The text is cut to <see cref="MaxReceivedMessageBytes"/> and loses its control characters.</summary>
    public Task<RecordRequestResult> RecordRequestAsync(PublicKey key, string message, CancellationToken cancellationToken) =>
        RecordRequestAsync(key, message, 1, JoinFault.None, cancellationToken);

    /// <summary>The same for one of several own Tox instances, and for a request to join that was not granted.</summary>
    public Task<RecordRequestResult> RecordRequestAsync(PublicKey key, string message, int instance, JoinFault fault, CancellationToken cancellationToken)
    {
        var text = PeerText.Clean(message, MaxReceivedMessageBytes);
        return RecordAsync(db => db.RecordAsync(key, text, instance, fault, _time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Makes a peer who asked to join a member of this store node, unless the instance has as many as it takes: then the request waits for the user.</summary>
    public Task<RecordRequestResult> AdmitAsync(PublicKey key, string message, int instance, int most, CancellationToken cancellationToken)
    {
        var text = PeerText.Clean(message, MaxReceivedMessageBytes);
        return RecordAsync(db => db.AdmitAsync(key, text, instance, most, _time.GetUtcNow()), cancellationToken);
    }

    /// <summary>Asks a store node for a place, and marks it as the user's.</summary>
    /// <param name="id">Its Tox ID.</param>
    /// <param name="alias">The user's name for it.</param>
    /// <param name="message">The text that asks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<AddContactResult> AddStoreAsync(ToxId id, string? alias, string message, CancellationToken cancellationToken)
    {
        var result = Refuses(alias, message) ?? await _database.WriteAsync(db => db.AddStoreAsync(id, alias, message, _own, _time.GetUtcNow()), cancellationToken);
        Publish(ChangeKind.Contacts, ChangeKind.Requests, ChangeKind.Relay);
        return result;
    }

    private async Task<RecordRequestResult> RecordAsync(Func<ToxMailDb, Task<RecordRequestResult>> record, CancellationToken cancellationToken)
    {
        var result = await _database.WriteAsync(record, cancellationToken);
        if (result is RecordRequestResult.AcceptedAtOnce)
        {
            Publish(ChangeKind.Contacts, ChangeKind.Requests, ChangeKind.Outbox, ChangeKind.Relay);
        }
        else if (result is RecordRequestResult.Recorded)
        {
            Publish(ChangeKind.Requests);
        }

        return result;
    }

    /// <summary>The live link; a link up makes a requested contact an accepted one and lets its mail go; the last time up is stored.</summary>
    public async Task SetConnectionAsync(PublicKey key, LinkKind connection, CancellationToken cancellationToken)
    {
        var cameOrLeft = (_links.GetValueOrDefault(key) == LinkKind.None) != (connection == LinkKind.None);
        if (cameOrLeft)
        {
            // First, so that what could not be written is still news when it is tried again.
            await _database.WriteAsync(db => db.SeenAsync(key, connection, _time.GetUtcNow()), cancellationToken);
        }

        _links[key] = connection;
        if (cameOrLeft)
        {
            _changes.Publish(ChangeKind.Outbox);
        }

        _changes.Publish(ChangeKind.Contacts);
    }

    /// <summary>The name the contact gives itself; cut and cleaned like a message. Contacts say it at every meeting: only news is written and published.</summary>
    public async Task SetNameAsync(PublicKey key, string name, CancellationToken cancellationToken)
    {
        var clean = PeerText.Clean(name, MaxNameBytes) is { Length: > 0 } text ? text : null;
        if (await FindAsync(key, cancellationToken) is { } known && known.Name != clean)
        {
            await ChangeAsync(key, contact => contact.Name = clean, cancellationToken);
        }
    }

    /// <summary>Whether it answered as a ToxMail node. One that does wants our mail, whatever it said before.</summary>
    public Task SetToxMailAsync(PublicKey key, bool isToxMail, CancellationToken cancellationToken) => ChangeAsync(
        key,
        contact =>
        {
            contact.IsToxMail = isToxMail;
            contact.BlocksYou &= !isToxMail;
        },
        cancellationToken);

    /// <summary>It greeted as a ToxMail node, and said what it is.</summary>
    /// <param name="key">Who.</param>
    /// <param name="storeInstances">For a store node, the Tox IDs of its instances.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task GreetedAsync(PublicKey key, IReadOnlyList<ToxId>? storeInstances, CancellationToken cancellationToken) => ChangeAsync(
        key,
        contact =>
        {
            contact.IsToxMail = true;
            contact.BlocksYou = false;
            contact.StoreInstances = storeInstances is null ? null : ToxId.WriteAll(storeInstances);
        },
        cancellationToken);

    /// <summary>The contact said that it blocked this node. It stands until it answers as a ToxMail node again.</summary>
    public Task SetBlocksYouAsync(PublicKey key, CancellationToken cancellationToken) => ChangeAsync(key, contact => contact.BlocksYou = true, cancellationToken);

    /// <summary>The user compared the key with its owner, or takes that back.</summary>
    public async Task<ContactCommandResult> ConfirmAsync(PublicKey key, bool isConfirmed, CancellationToken cancellationToken) =>
        Done(await _database.WriteAsync(db => db.ConfirmKeyAsync(key, isConfirmed ? _time.GetUtcNow() : null), cancellationToken), ChangeKind.Contacts);

    /// <summary>Settles with a contact how mail is carried.</summary>
    internal async Task<ContactCommandResult> SettleAsync(PublicKey key, Func<RelayTerms, RelayTerms> change, CancellationToken cancellationToken) =>
        Done(await _database.WriteAsync(db => db.SettleAsync(key, change), cancellationToken), ChangeKind.Contacts, ChangeKind.Relay);

    /// <summary>Whether mail to this key is still possible: that of a contact, asked or accepted, or the user's own.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The database cannot be read.</exception>
    internal bool MayBeWrittenTo(PublicKey key) =>
        key == _own.PublicKey || _database.Read(reader => reader.FindContact(key)) is { State: not ContactState.Blocked, IsMember: false };

    /// <summary>Contacts who blocked this node.</summary>
    public async Task<IReadOnlyList<PublicKey>> BlockingUsAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.Contacts.Where(contact => contact.BlocksYou).Select(contact => contact.PublicKey).ToListAsync(cancellationToken);
    }

    private async Task<AddContactResult> AddAsync(string? alias, string? message, Func<ToxMailDb, string, Task<AddContactResult>> add, CancellationToken cancellationToken)
    {
        var text = string.IsNullOrWhiteSpace(message) ? DefaultMessage : message;
        var result = Refuses(alias, text) ?? await _database.WriteAsync(db => add(db, text), cancellationToken);
        if (result is AddContactResult.Added or AddContactResult.NospamUpdated or AddContactResult.RequestAccepted or AddContactResult.CardKept)
        {
            Publish(ChangeKind.Contacts, ChangeKind.Requests, ChangeKind.Outbox);
        }

        return result;
    }

    private async Task ChangeAsync(PublicKey key, Action<KnownContact> change, CancellationToken cancellationToken)
    {
        await _database.WriteAsync(db => db.ChangeContactAsync(key, change), cancellationToken);
        _changes.Publish(ChangeKind.Contacts);
    }

    private async Task<IReadOnlyList<Contact>> ReadAsync(Func<IQueryable<KnownContact>, IQueryable<KnownContact>> which, CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.DescribeAsync(which(db.Contacts), key => _links.GetValueOrDefault(key), cancellationToken);
    }

    private ContactCommandResult Done(ContactCommandResult result, params ReadOnlySpan<ChangeKind> kinds)
    {
        if (result == ContactCommandResult.Done)
        {
            Publish(kinds);
        }

        return result;
    }

    private void Publish(params ReadOnlySpan<ChangeKind> kinds)
    {
        foreach (var kind in kinds)
        {
            _changes.Publish(kind);
        }
    }
}
