using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Relaying;

/// <summary>Keeps the mail keys that the relay's sealing made; to the store they are bytes, and secret.</summary>
internal sealed class RelayKeys(StoreDatabase database)
{
    /// <summary>This node's own, or null when it has none yet.</summary>
    internal async Task<byte[]?> FindOwnAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.RelayIdentities.Select(row => row.Keys).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Those shared with one contact, or null.</summary>
    internal async Task<byte[]?> FindAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.RelayPeers.Where(row => row.PublicKey == contact).Select(row => row.Keys).SingleOrDefaultAsync(cancellationToken);
    }

    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal Task SaveOwnAsync(byte[] keys, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            db.Add(new RelayIdentity { Keys = keys });
            return await db.SaveChangesAsync();
        },
        cancellationToken);

    /// <summary>Those shared with contacts.</summary>
    internal async Task<IReadOnlyDictionary<PublicKey, byte[]>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.RelayPeers.ToDictionaryAsync(row => row.PublicKey, row => row.Keys, cancellationToken);
    }

    /// <summary>The mail card of a contact, if it is known.</summary>
    internal async Task<ContactCard?> CardAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.Contacts.Where(row => row.PublicKey == contact).Select(row => row.Card).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Durable when it ends: what depends on the keys may leave the node from then on.</summary>
    /// <exception cref="IOException">The disk is full or broken; the former keys stay.</exception>
    internal Task SaveAsync(PublicKey contact, byte[] keys, CancellationToken cancellationToken) =>
        database.WriteAsync(db => SaveAsync(db, contact, keys), cancellationToken);

    /// <summary>The same together with the card in the contact list. A contact who has not answered yet is asked by the Tox ID of this card.</summary>
    /// <exception cref="IOException">The disk is full or broken; the former keys and card stay.</exception>
    internal Task SaveAsync(PublicKey contact, byte[] keys, ContactCard? card, CancellationToken cancellationToken) => database.WriteAsync(
        async db => await SaveAsync(db, contact, keys) + await db.ChangeContactAsync(contact, known =>
        {
            known.Card = card;
            known.Nospam = card is not null && known.State == ContactState.Requested ? card.Id.Nospam : known.Nospam;
        }),
        cancellationToken);

    private static async Task<int> SaveAsync(ToxMailDb db, PublicKey contact, byte[] keys)
    {
        var changed = await db.RelayPeers.Where(row => row.PublicKey == contact).ExecuteUpdateAsync(set => set.SetProperty(row => row.Keys, keys));
        return changed > 0 || await RowInsert<RelayPeer>.AddAsync(db, new RelayPeer { PublicKey = contact, Keys = keys }) is not null ? 1 : 0;
    }

    /// <summary>The contact was removed: keys, what came from it and is not whole yet, and what it was to bring.</summary>
    internal Task ForgetAsync(PublicKey contact, CancellationToken cancellationToken) => database.WriteAsync(
        async db => await db.RelayPeers.Where(row => row.PublicKey == contact).ExecuteDeleteAsync()
            + await db.RelayChunks.Where(row => row.SenderKey == contact).ExecuteDeleteAsync()
            + await db.ExpectedParcels.Where(row => row.SenderKey == contact).ExecuteDeleteAsync()
            + await db.OwedReceipts.Where(row => row.SenderKey == contact).ExecuteDeleteAsync(),
        cancellationToken);
}
