using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay.Desk;

/// <summary>The running relay, as its desk asks and tells it.</summary>
internal interface IRelayState
{
    /// <summary>What is held at the moment.</summary>
    Task<GossipUsage> UsageAsync(CancellationToken cancellationToken);

    /// <summary>With which contacts mail keys are agreed on; of those not named nothing is known but perhaps a card.</summary>
    Task<IReadOnlyDictionary<PublicKey, MailKeysState>> KeysAsync(CancellationToken cancellationToken);

    /// <summary>The user was given a card.</summary>
    Task<AddContactResult> AddCardAsync(ContactCard card, string? alias, string? message, CancellationToken cancellationToken);

    /// <summary>The user takes a contact's new mail keys for good.</summary>
    Task AcceptKeysAsync(PublicKey contact, CancellationToken cancellationToken);

    /// <summary>The user does not want a card with other keys that he was given.</summary>
    Task KeepKeysAsync(PublicKey contact, CancellationToken cancellationToken);

    /// <summary>The options have changed; they are stored already.</summary>
    Task ChangeAsync(RelayOptions options, CancellationToken cancellationToken);

    /// <summary>What is settled with a contact has changed; it is stored already.</summary>
    Task SettleAsync(PublicKey contact, RelayTerms terms, CancellationToken cancellationToken);
}
