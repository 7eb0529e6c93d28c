using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay;

/// <summary>Keeps the relay in step with the contact list. Used from the relay's queue.</summary>
internal sealed class ContactRoll(Contacts contacts, Keyring keys, GossipDriver gossip, ContactPolicies policies, ContactClocks clocks, IEnvelopeStore store, TimeProvider time)
{
    /// <summary>Takes over what was settled with a contact that is new since the start, or was blocked for a while.</summary>
    internal async Task SettleAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        if (policies.With(contact) is null && await contacts.FindAsync(contact, cancellationToken) is { } known)
        {
            policies.Settle(contact, known.Relay);
            await gossip.StepAsync((node, now) => node.Settle(new NeighbourState { Key = contact }.Under(known.Relay), now), cancellationToken);
        }
    }

    /// <summary>Who was removed or blocked is neither carried for nor heard.</summary>
    internal async Task KeepAsync(CancellationToken cancellationToken)
    {
        var known = (await contacts.ListAsync(cancellationToken)).Where(static contact => contact.State != ContactState.Blocked).Select(static contact => contact.PublicKey).ToHashSet();
        var carriedFor = gossip.Ask(node => node.Usage(time.GetUtcNow())).Contacts.Select(static contact => contact.Key);
        foreach (var gone in (await keys.KeepOnlyAsync(known, cancellationToken)).Union(carriedFor.Where(key => !known.Contains(key))).ToList())
        {
            policies.Forget(gone);
            clocks.Gone(gone);
            await gossip.StepAsync((node, now) => node.Forget(gone, now), cancellationToken);
            await store.ForgetAsync(gone, cancellationToken);
        }
    }
}
