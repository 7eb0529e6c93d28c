using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>
/// How mail keys come to count for a contact: by its card before it is met, by what it shows when it is, and from then on by the user's word alone
/// (<c>docs/protocol.md</c> §5.1). Used from the relay's queue.
/// </summary>
internal sealed partial class KeyExchange(
    Keyring keys,
    ContactRoll roll,
    MailDispatch dispatch,
    GossipDriver gossip,
    Contacts contacts,
    Violations violations,
    ChangeFeed changes,
    TimeProvider time,
    ILogger<KeyExchange> logger)
{
    /// <summary>A contact is online.</summary>
    internal async Task MetAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        if (await keys.PinAsync(contact, cancellationToken) == CardVerdict.Other)
        {
            await DoubtAsync(contact, cancellationToken);
        }

        Greet(contact);
    }

    /// <summary>A contact has sent a step of the agreement.</summary>
    internal async Task ReceivedAsync(PublicKey contact, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var outcome = await keys.ReceiveAsync(contact, body, time.GetUtcNow(), cancellationToken);
        Send(contact, outcome.Replies);
        if (outcome.IsMalformed)
        {
            violations.Add(contact);
        }

        if (outcome is { Card: { } card, PeerKeysChanged: false })
        {
            await contacts.KeepCardAsync(card.ToContactCard(), cancellationToken);
        }

        if (outcome.PeerKeysChanged)
        {
            LogKeysChanged(logger);
            await DoubtAsync(contact, cancellationToken);
        }
    }

    /// <summary>The user was given a card. Of somebody new, or known without mail keys, its keys count; if others do, it waits for the user's word.</summary>
    internal async Task<AddContactResult> AddCardAsync(ContactCard given, string? alias, string? message, CancellationToken cancellationToken)
    {
        // Who was removed a moment ago is somebody new.
        await roll.KeepAsync(cancellationToken);
        var key = given.PublicKey;
        if (MailCard.Read(given.ToArray()) is { } card && await contacts.FindAsync(key, cancellationToken) is { State: not ContactState.Blocked })
        {
            await keys.PinAsync(key, cancellationToken);
            switch (keys.Judge(card))
            {
                case CardVerdict.Former:
                    return new AddContactResult.FormerMailKeys(key);
                case CardVerdict.Other:
                    await keys.TakeCardAsync(card, cancellationToken);
                    await DoubtAsync(key, cancellationToken);
                    return new AddContactResult.OtherMailKeys(key);
                case CardVerdict.Same:
                    await keys.KeepPinnedAsync(key, cancellationToken);
                    break;
            }
        }

        var result = await contacts.AddAsync(given, alias, message, cancellationToken);
        if (result is AddContactResult.Added or AddContactResult.RequestAccepted or AddContactResult.NospamUpdated or AddContactResult.CardKept)
        {
            await keys.PinAsync(given, cancellationToken);
        }

        return result;
    }

    /// <summary>The user accepts the other keys that wait for his word.</summary>
    internal async Task AcceptAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        if (await keys.AcceptOtherAsync(contact, time.GetUtcNow(), cancellationToken))
        {
            await dispatch.WithdrawAsync(contact, cancellationToken);
            Greet(contact);
        }
    }

    /// <summary>The user does not want the card with other keys that he was given.</summary>
    internal Task KeepAsync(PublicKey contact, CancellationToken cancellationToken) => keys.KeepPinnedAsync(contact, cancellationToken);

    /// <summary>Other keys wait for the user's word. Those that count and were never agreed on are a card's alone, which may have lied: what is sealed with them is withdrawn.</summary>
    private async Task DoubtAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        if (!keys.HasAgreed(contact))
        {
            await dispatch.WithdrawAsync(contact, cancellationToken);
        }

        changes.Publish(ChangeKind.Contacts);
    }

    private void Greet(PublicKey contact) => Send(contact, keys.Greet(contact, time.GetUtcNow()));

    private void Send(PublicKey contact, IReadOnlyList<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            gossip.Send(contact, new Frame.Keys(body));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A contact shows other mail keys than before; mail to it is not relayed until you accept them")]
    private static partial void LogKeysChanged(ILogger logger);
}
