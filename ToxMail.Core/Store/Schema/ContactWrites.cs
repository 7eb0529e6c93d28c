using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Store.Schema;

/// <summary>What the contact list does inside a transaction.</summary>
internal static class ContactWrites
{
    internal static Task<KnownContact?> ContactAsync(this ToxMailDb db, PublicKey key) =>
        db.Contacts.AsTracking().SingleOrDefaultAsync(contact => contact.PublicKey == key);

    internal static Task<IncomingRequest?> RequestAsync(this ToxMailDb db, PublicKey key) =>
        db.Requests.AsTracking().SingleOrDefaultAsync(request => request.PublicKey == key);

    internal static Task<bool> IsAliasTakenAsync(this ToxMailDb db, string? alias, PublicKey by) => alias is null
        ? Task.FromResult(false)
        : db.Contacts.AnyAsync(contact => contact.Alias == alias && contact.PublicKey != by);

    /// <summary>Adds a key the user wants; without its nospam only one that asked first.</summary>
    internal static async Task<AddContactResult> AddKeyAsync(this ToxMailDb db, PublicKey key, uint? nospam, string? alias, string message, DateTimeOffset now)
    {
        if (key == default)
        {
            // Its checksum is right, but nobody can have it.
            return new AddContactResult.BadToxId(ToxIdFault.NotAToxId);
        }

        var known = await db.ContactAsync(key);
        if (known is not null && !(known.Relay.MemberOf > 0 && known.State == ContactState.Contact))
        {
            return await db.AddKnownAsync(known, nospam, alias, message);
        }

        if (await db.IsAliasTakenAsync(alias, key))
        {
            return new AddContactResult.AliasTaken();
        }

        if (known is not null)
        {
            return await db.AddMemberAsync(known, nospam, alias, message);
        }

        if (await db.RequestAsync(key) is { } request)
        {
            await db.AcceptAsync(request, nospam, alias, now);
            return new AddContactResult.RequestAccepted(key);
        }

        if (nospam is null)
        {
            return new AddContactResult.NeedsToxId();
        }

        db.Add(NewContact(key, ContactState.Requested, nospam, alias, message, now));
        await db.SaveChangesAsync();
        return new AddContactResult.Added(key);
    }

    /// <summary>Adds those of the keys that are neither contacts nor blocked nor removed here; returns how many were added.</summary>
    internal static async Task<int> AdoptAsync(this ToxMailDb db, IReadOnlyCollection<PublicKey> friends, DateTimeOffset now)
    {
        var known = (await db.Contacts.Select(contact => contact.PublicKey).ToListAsync()).ToHashSet();
        var removed = await db.RemovedContacts.Select(contact => contact.PublicKey).ToListAsync();
        await db.ForgetRemovedAsync([.. removed.Where(key => known.Contains(key) || !friends.Contains(key))]);
        known.UnionWith(removed);
        db.AddRange(friends.Where(friend => !known.Contains(friend)).Select(friend => NewContact(friend, ContactState.Contact, null, null, null, now)));
        return await db.SaveChangesAsync();
    }

    internal static async Task RememberRemovedAsync(this ToxMailDb db, PublicKey key)
    {
        if (!await db.RemovedContacts.AnyAsync(contact => contact.PublicKey == key))
        {
            db.Add(new RemovedContact { PublicKey = key });
            await db.SaveChangesAsync();
        }
    }

    internal static Task<int> ForgetRemovedAsync(this ToxMailDb db, IReadOnlyCollection<PublicKey> keys) =>
        db.RemovedContacts.Where(contact => keys.Contains(contact.PublicKey)).ExecuteDeleteAsync();

    /// <summary>Turns a request into a contact; mail that waited for it may go.</summary>
    internal static async Task AcceptAsync(this ToxMailDb db, IncomingRequest request, uint? nospam, string? alias, DateTimeOffset now)
    {
        var contact = NewContact(request.PublicKey, ContactState.Contact, nospam ?? request.Card?.Id.Nospam, alias, null, now);
        contact.Card = request.Card;
        contact.Name = request.Name;
        contact.Relay = contact.Relay with { MemberOf = nospam is null && request.Card is null && IsForMember(request) ? request.Instance : 0 };
        db.Add(contact);
        db.Remove(request);
        await db.SaveChangesAsync();
        await db.ReleaseForAsync(request.PublicKey, now);
    }

    /// <summary>A requested contact answered; true when that is news.</summary>
    internal static async Task<bool> ConfirmAsync(this ToxMailDb db, KnownContact contact, DateTimeOffset now)
    {
        if (contact.State != ContactState.Requested)
        {
            return false;
        }

        contact.State = ContactState.Contact;
        await db.SaveChangesAsync();
        await db.ReleaseForAsync(contact.PublicKey, now);
        return true;
    }

    /// <summary>The contact's link went up or down; true when it was a request that the link up confirms.</summary>
    internal static async Task<bool> SeenAsync(this ToxMailDb db, PublicKey key, LinkKind link, DateTimeOffset now)
    {
        if (await db.ContactAsync(key) is not { } contact)
        {
            return false;
        }

        contact.LastSeen = now;
        await db.SaveChangesAsync();
        return link != LinkKind.None && await db.ConfirmAsync(contact, now);
    }

    internal static async Task<int> ChangeContactAsync(this ToxMailDb db, PublicKey key, Action<KnownContact> change)
    {
        if (await db.ContactAsync(key) is { } contact)
        {
            change(contact);
        }

        return await db.SaveChangesAsync();
    }

    internal static async Task<int> BlockAsync(this ToxMailDb db, PublicKey key, DateTimeOffset now)
    {
        var contact = await db.ContactAsync(key);
        if (contact is null)
        {
            db.Add(NewContact(key, ContactState.Blocked, null, null, null, now));
        }
        else if (contact.State != ContactState.Blocked)
        {
            contact.StateBeforeBlock = contact.State;
            contact.State = ContactState.Blocked;
        }

        await db.Requests.Where(request => request.PublicKey == key).ExecuteDeleteAsync();
        await db.DropLettersAsync(key);
        await db.SaveChangesAsync();
        return await db.CancelForAsync(key, "Cancelled because you blocked this contact.", now);
    }

    internal static KnownContact NewMember(PublicKey key, int instance, DateTimeOffset now)
    {
        var member = NewContact(key, ContactState.Contact, null, null, null, now);
        member.Relay = member.Relay with { MemberOf = instance };
        return member;
    }

    private static bool IsForMember(IncomingRequest request) => new ContactRequest(request.PublicKey, request.Message, request.ReceivedAt, request.Instance, request.JoinFault).IsForMember;

    /// <summary>A member whom the user wants as a contact; one of another instance than the own has to be asked by its Tox ID.</summary>
    private static async Task<AddContactResult> AddMemberAsync(this ToxMailDb db, KnownContact member, uint? nospam, string? alias, string message)
    {
        var isHere = member.Relay.MemberOf == 1;
        if (nospam is null && !isHere)
        {
            return new AddContactResult.NeedsToxId();
        }

        member.Relay = member.Relay with { MemberOf = 0 };
        member.State = isHere ? ContactState.Contact : ContactState.Requested;
        (member.Nospam, member.Alias, member.RequestMessage) = (nospam, alias, message);
        await db.SaveChangesAsync();
        return new AddContactResult.Added(member.PublicKey);
    }

    private static async Task<AddContactResult> AddKnownAsync(this ToxMailDb db, KnownContact known, uint? nospam, string? alias, string message)
    {
        if (known.State == ContactState.Blocked)
        {
            return new AddContactResult.Blocked(known.PublicKey);
        }

        if (nospam is null || known.Nospam == nospam)
        {
            return new AddContactResult.AlreadyContact(known.PublicKey);
        }

        if (await db.IsAliasTakenAsync(alias, known.PublicKey))
        {
            return new AddContactResult.AliasTaken();
        }

        (known.Nospam, known.Alias) = (nospam, alias ?? known.Alias);
        if (message != Contacts.DefaultMessage || known.RequestMessage is null)
        {
            // Who writes to a new Tox ID says nothing, and what was said before still holds.
            known.RequestMessage = message;
        }

        await db.SaveChangesAsync();
        return new AddContactResult.NospamUpdated(known.PublicKey);
    }

    private static KnownContact NewContact(PublicKey key, ContactState state, uint? nospam, string? alias, string? message, DateTimeOffset now) => new()
    {
        PublicKey = key,
        Nospam = nospam,
        Alias = alias,
        State = state,
        RequestMessage = message,
        AddedAt = now,
    };
}
