using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Intros;

/// <summary>
/// Opens intros. A stranger's waits for the user as a request; a contact's is mail, or a receipt. That the stamp is good was seen before the envelope was kept, and no contact hands over more than a few of them a day.
/// </summary>
internal sealed class IntroArrival(Keyring keys, IRelayedMail mails, FirstLetters letters, ReceiptArrival confirmations, ReceiptDispatch receipts, OwnIdentity own)
{
    /// <summary>False when there was no room: to be tried again.</summary>
    internal async Task<bool> OpenAsync(EnvelopeHeader header, byte[] bytes, CancellationToken cancellationToken)
    {
        if (IntroEnvelope.Open(bytes, keys.Identity) is not var (letter, release) || !IntroContents.IsProved(letter, keys.Identity) || letter.From.Tox.PublicKey == own.PublicKey)
        {
            return true;
        }

        // Other keys than the known ones are for the user to accept, when the contact shows them itself.
        var sender = letter.From.Tox.PublicKey;
        if (keys.KeysOf(sender) is { } known && known != letter.From.Keys)
        {
            return true;
        }

        return letter.Kind == EnvelopeKind.Receipt
            ? await ConfirmAsync(sender, header.Id, letter, release, cancellationToken)
            : await TakeAsync(header, letter, release, cancellationToken);
    }

    /// <summary>Makes mail of the letters whose authors the user has accepted.</summary>
    internal async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await letters.ExpireAsync(cancellationToken);
        foreach (var (letter, isAuthor) in await letters.AcceptedAsync(cancellationToken))
        {
            if (!isAuthor || letter.Parcel.Length == 0 || await StoreAsync(letter, cancellationToken))
            {
                await letters.DoneAsync(letter, cancellationToken);
            }
        }
    }

    private async Task<bool> ConfirmAsync(PublicKey sender, EnvelopeId id, IntroLetter letter, Tombstone release, CancellationToken cancellationToken)
    {
        await keys.PinAsync(sender, cancellationToken);
        if (keys.KeysOf(sender) == letter.From.Keys)
        {
            var content = new EnvelopeContent { Kind = letter.Kind, MailId = letter.MailId, Created = letter.Created, Payload = IntroContents.ReceiptsOf(letter) };
            await confirmations.TakeAsync(sender, content, id, release, cancellationToken);
        }

        return true;
    }

    private async Task<bool> TakeAsync(EnvelopeHeader header, IntroLetter letter, Tombstone release, CancellationToken cancellationToken)
    {
        if (IntroContents.Read(letter) is not var (parcel, words) || (parcel.IsEmpty ? IntroWords.Announced(words.Span) : mails.Describe(parcel)) is not { } gist)
        {
            return true;
        }

        var first = new FirstLetter
        {
            Card = letter.From.ToContactCard(),
            MailId = letter.MailId.ToArray(),
            Parcel = parcel.ToArray(),
            EnvelopeId = header.Id.ToArray(),
            Release = release.ToArray(),
            Created = letter.Created,
        };
        var outcome = await letters.TakeAsync(first, gist.Name, gist.Text, cancellationToken);
        if (outcome != FirstLetterOutcome.IsMail)
        {
            return outcome != FirstLetterOutcome.NoRoom;
        }

        await keys.PinAsync(first.Card.PublicKey, cancellationToken);
        return first.Parcel.Length == 0 || await StoreAsync(first, cancellationToken);
    }

    /// <summary>False when there was no room.</summary>
    private async Task<bool> StoreAsync(FirstLetter letter, CancellationToken cancellationToken)
    {
        var sender = letter.Card.PublicKey;
        var status = await mails.StoreAsync(sender, letter.Parcel, cancellationToken);
        if (status == MailStatus.Later)
        {
            return false;
        }

        var content = new EnvelopeContent { Kind = EnvelopeKind.Intro, MailId = MailId.Read(letter.MailId), Created = letter.Created };
        await receipts.OweAsync(sender, content, status, [(letter.EnvelopeId, letter.Release)], cancellationToken);
        return true;
    }
}
