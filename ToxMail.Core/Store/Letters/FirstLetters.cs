using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Letters;

/// <summary>Letters of people who are no contacts, shown as their requests and kept until the user has decided.</summary>
internal sealed class FirstLetters(StoreDatabase database, ChangeFeed changes, TimeProvider time)
{
    /// <summary>How long the user has to decide.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(30);

    /// <summary>Takes a letter.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="name">What the author calls himself, or empty.</param>
    /// <param name="text">What the user is shown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The disk is full or broken; nothing was kept.</exception>
    internal async Task<FirstLetterOutcome> TakeAsync(FirstLetter letter, string name, string text, CancellationToken cancellationToken)
    {
        var shown = (PeerText.Clean(name, LetterWrites.MaxName), PeerText.Clean(text, Contacts.MaxReceivedMessageBytes));
        var outcome = await database.WriteAsync(db => db.TakeAsync(letter, shown, time.GetUtcNow()), cancellationToken);
        if (outcome == FirstLetterOutcome.Waits)
        {
            changes.Publish(ChangeKind.Requests);
        }
        else if (outcome == FirstLetterOutcome.IsMail)
        {
            changes.Publish(ChangeKind.Contacts);
        }

        return outcome;
    }

    /// <summary>Letters whose author is a contact by now; with false when the contact has other mail keys than the letter's card.</summary>
    internal async Task<IReadOnlyList<(FirstLetter Letter, bool IsAuthor)>> AcceptedAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await db.WaitingLetters
            .Join(db.Contacts.Where(contact => contact.State != ContactState.Blocked), letter => letter.SenderKey, contact => contact.PublicKey, (letter, contact) => new { letter, contact.Card })
            .OrderBy(row => row.letter.ReceivedAt).ToListAsync(cancellationToken);
        return rows.ConvertAll(static row => (View(row.letter), row.Card?.HasKeysOf(row.letter.Card) == true));
    }

    /// <summary>It is in the inbox, or never will be.</summary>
    internal Task DoneAsync(FirstLetter letter, CancellationToken cancellationToken) => database.WriteAsync(
        db => db.WaitingLetters.Where(row => row.SenderKey == letter.Card.PublicKey && row.MailId == letter.MailId).ExecuteDeleteAsync(),
        cancellationToken);

    /// <summary>Drops what the user let lie.</summary>
    internal async Task ExpireAsync(CancellationToken cancellationToken)
    {
        if (await database.WriteAsync(db => db.ExpireLettersAsync(time.GetUtcNow() - Waits), cancellationToken) > 0)
        {
            changes.Publish(ChangeKind.Requests);
        }
    }

    private static FirstLetter View(WaitingLetter row) => new()
    {
        Card = row.Card,
        MailId = row.MailId,
        Parcel = row.Parcel,
        EnvelopeId = row.EnvelopeId,
        Release = row.Release,
        Created = row.Created,
    };
}
