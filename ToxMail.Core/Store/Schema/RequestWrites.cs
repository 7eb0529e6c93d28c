using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Store.Schema;

/// <summary>What incoming contact requests do inside a transaction.</summary>
internal static class RequestWrites
{
    internal static async Task<RecordRequestResult> RecordAsync(this ToxMailDb db, PublicKey key, string message, int instance, JoinFault fault, DateTimeOffset now)
    {
        if (await db.ContactAsync(key) is { } contact)
        {
            return await db.FromKnownAsync(contact, now);
        }

        if (await db.RequestAsync(key) is { } earlier)
        {
            (earlier.Message, earlier.Instance, earlier.JoinFault) = (earlier.Card is null ? message : earlier.Message, instance, fault);
            await db.SaveChangesAsync();
            return earlier.Ignored ? RecordRequestResult.Ignored : RecordRequestResult.AlreadyPending;
        }

        // Newcomers wait outside: making room would let a flood push out those who wait.
        if (await db.Requests.CountAsync(request => !request.Ignored && request.Card == null) >= Contacts.MaxPendingRequests)
        {
            return RecordRequestResult.TooMany;
        }

        db.Add(new IncomingRequest { PublicKey = key, Message = message, ReceivedAt = now, Ignored = false, Instance = instance, JoinFault = fault });
        await db.SaveChangesAsync();
        return RecordRequestResult.Recorded;
    }

    internal static async Task<RecordRequestResult> AdmitAsync(this ToxMailDb db, PublicKey key, string message, int instance, int most, DateTimeOffset now)
    {
        var known = await db.ContactAsync(key);
        var isSettled = known is not null && (known.State != ContactState.Contact || known.Relay.MemberOf == 0 || known.Relay.MemberOf == instance);
        var request = await db.RequestAsync(key);
        if (isSettled || request is { Ignored: true } || await db.Contacts.CountAsync(contact => contact.Relay.MemberOf == instance && contact.State == ContactState.Contact) >= most)
        {
            return await db.RecordAsync(key, message, instance, JoinFault.Full, now);
        }

        if (known is null)
        {
            db.Add(ContactWrites.NewMember(key, instance, now));
        }
        else
        {
            // A member of another instance moves to this one.
            known.Relay = known.Relay with { MemberOf = instance };
        }

        if (request is not null)
        {
            db.Remove(request);
        }

        await db.SaveChangesAsync();
        return RecordRequestResult.AcceptedAtOnce;
    }

    private static async Task<RecordRequestResult> FromKnownAsync(this ToxMailDb db, KnownContact contact, DateTimeOffset now)
    {
        if (contact.State == ContactState.Blocked)
        {
            return RecordRequestResult.Blocked;
        }

        return await db.ConfirmAsync(contact, now) ? RecordRequestResult.AcceptedAtOnce : RecordRequestResult.AlreadyContact;
    }
}
