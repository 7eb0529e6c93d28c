using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>What incoming contact requests do inside a transaction.</summary>
internal static class RequestWrites
{
    internal static async Task<RecordRequestResult> RecordAsync(this ToxMailDb db, PublicKey key, string message, DateTimeOffset now)
    {
        if (await db.ContactAsync(key) is { } contact)
        {
            return await db.FromKnownAsync(contact, now);
        }

        if (await db.RequestAsync(key) is { } earlier)
        {
            earlier.Message = message;
            await db.SaveChangesAsync();
            return earlier.Ignored ? RecordRequestResult.Ignored : RecordRequestResult.AlreadyPending;
        }

        // Newcomers wait outside: making room would let a flood push out those who wait.
        if (await db.Requests.CountAsync(request => !request.Ignored) >= Store.Contacts.MaxPendingRequests)
        {
            return RecordRequestResult.TooMany;
        }

        db.Add(new IncomingRequest { PublicKey = key, Message = message, ReceivedAt = now, Ignored = false });
        await db.SaveChangesAsync();
        return RecordRequestResult.Recorded;
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
