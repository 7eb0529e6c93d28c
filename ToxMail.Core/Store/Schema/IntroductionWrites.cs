using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Store.Schema;

/// <summary>What introductions do inside a transaction.</summary>
internal static class IntroductionWrites
{
    /// <summary>People one contact may have introduced who still wait for the user.</summary>
    private const int MaxOfOne = 8;

    private const int MaxOfAll = 64;

    private static readonly TimeSpan Waits = TimeSpan.FromDays(60);

    /// <summary>A mail that was just stored introduces somebody; one who is known already is not worth a word.</summary>
    internal static async Task OfferAsync(this ToxMailDb db, NewInboxMail mail, DateTimeOffset now)
    {
        if (mail is not { SenderKey: { } by, Introduces: { } person } || person.Card.PublicKey == by || !await db.IsWelcomeAsync(by, person.Card.PublicKey))
        {
            return;
        }

        var before = now - Waits;
        await db.OfferedCards.Where(row => row.ReceivedAt < before).ExecuteDeleteAsync();
        var key = person.Card.PublicKey;
        if (await db.OfferedCards.AsTracking().SingleOrDefaultAsync(row => row.PublicKey == key && row.OfferedBy == by) is { } known)
        {
            (known.Card, known.Name, known.ReceivedAt) = (person.Card, person.Name, now);
        }
        else if (await db.OfferedCards.CountAsync(row => row.OfferedBy == by) < MaxOfOne && await db.OfferedCards.CountAsync() < MaxOfAll)
        {
            db.Add(new OfferedCard { PublicKey = key, OfferedBy = by, Card = person.Card, Name = person.Name, ReceivedAt = now });
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Null when nobody introduced him.</summary>
    internal static async Task<AddContactResult?> AddOfferedAsync(this ToxMailDb db, PublicKey by, PublicKey key, string? alias, string message, OwnIdentity own, DateTimeOffset now)
    {
        if (await db.OfferedCards.SingleOrDefaultAsync(row => row.PublicKey == key && row.OfferedBy == by) is not { } offered)
        {
            return null;
        }

        // Whom the user knows in another way he does not know by an introduction.
        var result = await db.ContactAsync(key) is { } known
            ? known.State == ContactState.Blocked ? new AddContactResult.Blocked(key) : new AddContactResult.AlreadyContact(key)
            : await db.AddCardAsync(offered.Card, alias, message, own, now);
        if (result is AddContactResult.Added or AddContactResult.RequestAccepted)
        {
            await db.ChangeContactAsync(key, contact => (contact.IntroducedBy, contact.Name) = (by, contact.Name ?? NullIfEmpty(offered.Name)));
        }

        if (result is AddContactResult.Added or AddContactResult.RequestAccepted or AddContactResult.AlreadyContact)
        {
            await db.OfferedCards.Where(row => row.PublicKey == key).ExecuteDeleteAsync();
        }

        return result;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>Only an accepted contact introduces, and only somebody who is neither known nor blocked.</summary>
    private static async Task<bool> IsWelcomeAsync(this ToxMailDb db, PublicKey by, PublicKey key) =>
        await db.Contacts.AnyAsync(contact => contact.PublicKey == by && contact.State == ContactState.Contact && contact.Relay.MemberOf == 0)
        && !await db.Contacts.AnyAsync(contact => contact.PublicKey == key);
}
