using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Letters;

namespace ToxMail.Core.Store.Schema;

/// <summary>What first letters do inside a transaction.</summary>
internal static class LetterWrites
{
    /// <summary>Octets of a name (<c>TOX_MAX_NAME_LENGTH</c>).</summary>
    internal const int MaxName = 128;

    /// <summary>Letters of one person that wait.</summary>
    private const int MaxOfOne = 3;

    internal static async Task<FirstLetterOutcome> TakeAsync(this ToxMailDb db, FirstLetter letter, (string Name, string Text) shown, DateTimeOffset now)
    {
        var key = letter.Card.PublicKey;
        if (await db.ContactAsync(key) is { } contact)
        {
            return await db.TakeFromContactAsync(contact, letter.Card, now);
        }

        var request = await db.RequestAsync(key);
        if (!IsWelcome(request, letter.Card) || !await db.IsNewAsync(letter))
        {
            return FirstLetterOutcome.Dropped;
        }

        // Newcomers wait outside: making room would let a flood push out those who wait.
        if (request?.Card is null && await db.Requests.CountAsync(other => !other.Ignored && other.Card != null) >= Contacts.MaxPendingRequests)
        {
            return FirstLetterOutcome.NoRoom;
        }

        Ask(db, request, letter.Card, shown, now);
        db.Add(Row(letter, now));
        await db.SaveChangesAsync();
        return FirstLetterOutcome.Waits;
    }

    internal static Task<int> DropLettersAsync(this ToxMailDb db, PublicKey key) => db.WaitingLetters.Where(row => row.SenderKey == key).ExecuteDeleteAsync();

    /// <summary>Returns how many were dropped.</summary>
    internal static async Task<int> ExpireLettersAsync(this ToxMailDb db, DateTimeOffset receivedBefore)
    {
        var dropped = await db.WaitingLetters.Where(row => row.ReceivedAt < receivedBefore).ExecuteDeleteAsync();
        if (dropped > 0)
        {
            await db.Requests.Where(request => !request.Ignored && request.Card != null && !db.WaitingLetters.Any(row => row.SenderKey == request.PublicKey)).ExecuteDeleteAsync();
        }

        return dropped;
    }

    /// <summary>Of two letters with the same Tox key and other mail keys the first counts.</summary>
    private static bool IsWelcome(IncomingRequest? request, ContactCard card) => request is null || (!request.Ignored && request.Card?.HasKeysOf(card) != false);

    /// <summary>Whether it is not here yet, and not one too many of its author.</summary>
    private static async Task<bool> IsNewAsync(this ToxMailDb db, FirstLetter letter)
    {
        var waiting = await db.WaitingLetters.Where(row => row.SenderKey == letter.Card.PublicKey).Select(row => row.MailId).ToListAsync();
        return waiting.Count < MaxOfOne && !waiting.Exists(id => id.AsSpan().SequenceEqual(letter.MailId));
    }

    private static void Ask(ToxMailDb db, IncomingRequest? request, ContactCard card, (string Name, string Text) shown, DateTimeOffset now)
    {
        if (request is null)
        {
            db.Add(new IncomingRequest { PublicKey = card.PublicKey, Message = shown.Text, ReceivedAt = now, Ignored = false, Name = shown.Name, Card = card });
        }
        else if (request.Card is null)
        {
            (request.Message, request.Name, request.Card) = (shown.Text, shown.Name, card);
        }
    }

    /// <summary>That he writes shows that he wants us. Keys he was never seen with are his, because the letter proves the Tox key; others than those known are for the user to accept, when he shows them himself.</summary>
    private static async Task<FirstLetterOutcome> TakeFromContactAsync(this ToxMailDb db, KnownContact contact, ContactCard card, DateTimeOffset now)
    {
        if (contact.State == ContactState.Blocked || contact.Relay.MemberOf > 0 || contact.Card?.HasKeysOf(card) == false)
        {
            return FirstLetterOutcome.Dropped;
        }

        contact.Card ??= card;
        await db.SaveChangesAsync();
        await db.ConfirmAsync(contact, now);
        return FirstLetterOutcome.IsMail;
    }

    private static WaitingLetter Row(FirstLetter letter, DateTimeOffset now) => new()
    {
        SenderKey = letter.Card.PublicKey,
        MailId = letter.MailId,
        Card = letter.Card,
        Parcel = letter.Parcel,
        EnvelopeId = letter.EnvelopeId,
        Release = letter.Release,
        Created = letter.Created,
        ReceivedAt = now,
    };
}
