using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>Introduces two contacts to each other, by a mail to each with the other's card.</summary>
public sealed class Introducer(Contacts contacts, Outbox outbox, BlobStore blobs, OwnIdentity own, TimeProvider time)
{
    /// <summary>Queues both mails.</summary>
    /// <param name="one">A contact.</param>
    /// <param name="name">What he is called in the mail to the other; null or empty: what he calls himself.</param>
    /// <param name="other">Another contact.</param>
    /// <param name="otherName">What that one is called.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">They cannot be stored.</exception>
    public async Task<IntroduceResult> IntroduceAsync(PublicKey one, string? name, PublicKey other, string? otherName, CancellationToken cancellationToken)
    {
        var (first, second) = (await contacts.FindAsync(one, cancellationToken), await contacts.FindAsync(other, cancellationToken));
        if (first is not { State: ContactState.Contact, Relay.MemberOf: 0 } || second is not { State: ContactState.Contact, Relay.MemberOf: 0 })
        {
            return IntroduceResult.NotContacts;
        }

        if (one == other || first.Card is null || second.Card is null)
        {
            return one == other ? IntroduceResult.SamePerson : first.Card is null ? IntroduceResult.NoCard : IntroduceResult.NoCardOfOther;
        }

        await QueueAsync(first, Called(second, otherName), second.Card, cancellationToken);
        await QueueAsync(second, Called(first, name), first.Card, cancellationToken);
        return IntroduceResult.Done;
    }

    /// <summary>Unasked, the name is the one the contact gives himself: an alias is the user's own affair.</summary>
    private static string Called(Contact contact, string? name) => string.IsNullOrWhiteSpace(name) ? contact.Name ?? "" : name.Trim();

    private async Task QueueAsync(Contact to, string name, ContactCard card, CancellationToken cancellationToken)
    {
        await using var blob = blobs.Create();
        var messageId = await IntroductionWriter.WriteAsync(own, to.PublicKey, name, MailCards.LinkOf(card), time.GetUtcNow(), blob, cancellationToken);
        var mail = new NewMail
        {
            Blob = await blob.CommitAsync(cancellationToken),
            MessageId = messageId,
            Subject = IntroductionWriter.SubjectOf(name),
            ReturnPath = own.Address.ToString(),
            Recipients = [new NewRecipient { Address = OwnIdentity.AddressOf(to.PublicKey).ToString(), PublicKey = to.PublicKey, State = DeliveryState.AwaitingPeer }],
        };
        await outbox.AddAsync(mail, cancellationToken);
    }
}
