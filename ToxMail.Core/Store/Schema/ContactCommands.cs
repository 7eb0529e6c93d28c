using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Store.Schema;

/// <summary>The user's commands to the contact list, inside a transaction.</summary>
internal static class ContactCommands
{
    internal static async Task<AddContactResult> AddAsync(this ToxMailDb db, Recipient address, string? alias, string message, OwnIdentity own, DateTimeOffset now) => address switch
    {
        Recipient.ByKey key when key.PublicKey == own.PublicKey => new AddContactResult.OwnAddress(),
        Recipient.ById full when full.Id.PublicKey == own.PublicKey => new AddContactResult.OwnAddress(),
        Recipient.ByKey key => await db.AddKeyAsync(key.PublicKey, null, alias, message, now),
        Recipient.ById full => await db.AddKeyAsync(full.Id.PublicKey, full.Id.Nospam, alias, message, now),
        Recipient.ByAlias known => await db.FindAliasAsync(known.Name),
        Recipient.Invalid invalid => new AddContactResult.BadToxId(invalid.Fault),
        _ => new AddContactResult.NeedsLookup(),
    };

    /// <summary>The same for a store node, which is marked as the user's.</summary>
    internal static async Task<AddContactResult> AddStoreAsync(this ToxMailDb db, ToxId id, string? alias, string message, OwnIdentity own, DateTimeOffset now)
    {
        var result = await db.AddAsync(new Recipient.ById(id), alias, message, own, now);
        if (result is AddContactResult.Added or AddContactResult.NospamUpdated or AddContactResult.RequestAccepted)
        {
            await db.SettleAsync(id.PublicKey, static terms => terms with { IsStore = true });
        }

        return result;
    }

    internal static async Task<AddContactResult> AddCardAsync(this ToxMailDb db, ContactCard card, string? alias, string message, OwnIdentity own, DateTimeOffset now)
    {
        if (card.PublicKey == own.PublicKey)
        {
            return new AddContactResult.OwnAddress();
        }

        if (await db.ContactAsync(card.PublicKey) is { State: not ContactState.Blocked, Card: { } known } && !known.HasKeysOf(card))
        {
            return new AddContactResult.OtherMailKeys(card.PublicKey);
        }

        var result = await db.AddKeyAsync(card.PublicKey, card.Id.Nospam, alias, message, now);
        return await db.ContactAsync(card.PublicKey) is { State: not ContactState.Blocked } contact ? await db.KeepCardAsync(contact, card, result) : result;
    }

    internal static async Task<ContactCommandResult> RenameAsync(this ToxMailDb db, PublicKey key, string? alias)
    {
        if (await db.ContactAsync(key) is not { } contact)
        {
            return ContactCommandResult.NotFound;
        }

        if (await db.IsAliasTakenAsync(alias, key))
        {
            return ContactCommandResult.AliasTaken;
        }

        contact.Alias = alias;
        await db.SaveChangesAsync();
        return ContactCommandResult.Done;
    }

    internal static async Task<ContactCommandResult> ConfirmKeyAsync(this ToxMailDb db, PublicKey key, DateTimeOffset? at)
    {
        if (await db.ContactAsync(key) is not { } contact)
        {
            return ContactCommandResult.NotFound;
        }

        contact.ConfirmedAt = at;
        await db.SaveChangesAsync();
        return ContactCommandResult.Done;
    }

    internal static async Task<ContactCommandResult> SettleAsync(this ToxMailDb db, PublicKey key, Func<RelayTerms, RelayTerms> change)
    {
        if (await db.ContactAsync(key) is not { } contact)
        {
            return ContactCommandResult.NotFound;
        }

        contact.Relay = change(contact.Relay);
        await db.SaveChangesAsync();
        return ContactCommandResult.Done;
    }

    internal static async Task<ContactCommandResult> RemoveAsync(this ToxMailDb db, PublicKey key, DateTimeOffset now)
    {
        var removed = await db.Contacts.Where(contact => contact.PublicKey == key).ExecuteDeleteAsync();
        if (removed > 0)
        {
            await db.RememberRemovedAsync(key);
        }

        await db.DropLettersAsync(key);
        await db.CancelForAsync(key, "Cancelled because you removed this contact.", now);
        return removed > 0 ? ContactCommandResult.Done : ContactCommandResult.NotFound;
    }

    internal static async Task<ContactCommandResult> UnblockAsync(this ToxMailDb db, PublicKey key)
    {
        if (await db.ContactAsync(key) is not { State: ContactState.Blocked } contact)
        {
            return ContactCommandResult.NotFound;
        }

        if (contact.StateBeforeBlock is { } before)
        {
            contact.State = before;
            contact.StateBeforeBlock = null;
        }
        else
        {
            db.Remove(contact);
            await db.RememberRemovedAsync(key);
        }

        await db.SaveChangesAsync();
        return ContactCommandResult.Done;
    }

    internal static async Task<ContactCommandResult> AcceptAsync(this ToxMailDb db, PublicKey key, string? alias, DateTimeOffset now)
    {
        if (await db.RequestAsync(key) is not { } request)
        {
            return ContactCommandResult.NotFound;
        }

        if (await db.IsAliasTakenAsync(alias, key))
        {
            return ContactCommandResult.AliasTaken;
        }

        await db.AcceptAsync(request, null, alias, now);
        return ContactCommandResult.Done;
    }

    internal static async Task<ContactCommandResult> IgnoreAsync(this ToxMailDb db, PublicKey key)
    {
        var ignored = await db.Requests
            .Where(request => request.PublicKey == key && !request.Ignored)
            .ExecuteUpdateAsync(set => set.SetProperty(request => request.Ignored, true));
        await db.DropLettersAsync(key);
        return ignored > 0 ? ContactCommandResult.Done : ContactCommandResult.NotFound;
    }

    /// <summary>What the user was given is worth more than what a waiting letter says.</summary>
    private static async Task<AddContactResult> KeepCardAsync(this ToxMailDb db, KnownContact contact, ContactCard card, AddContactResult result)
    {
        var isNews = contact.Card is null;
        if (isNews || !contact.Card!.HasKeysOf(card))
        {
            contact.Card = card;
            await db.SaveChangesAsync();
        }

        return isNews && result is AddContactResult.AlreadyContact ? new AddContactResult.CardKept(card.PublicKey) : result;
    }

    private static async Task<AddContactResult> FindAliasAsync(this ToxMailDb db, string alias)
    {
        if (Recipient.IsOwnAlias(alias))
        {
            return new AddContactResult.OwnAddress();
        }

        return await db.Contacts.SingleOrDefaultAsync(contact => contact.Alias == alias) is { } known
            ? new AddContactResult.AlreadyContact(known.PublicKey)
            : new AddContactResult.UnknownAlias();
    }
}
