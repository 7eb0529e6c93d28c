using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>What the gossip of a node wants done. Calls come within the methods it is driven by and must return at once.</summary>
internal interface IGossipOutput
{
    /// <summary>Offers entries; the contact's cursor is <paramref name="upTo"/> once it has dealt with them.</summary>
    void Offer(PublicKey to, ulong upTo, IReadOnlyList<EnvelopeOffer> offers);

    /// <summary>Asks for envelopes.</summary>
    void Want(PublicKey from, IReadOnlyList<EnvelopeId> ids);

    /// <summary>Hands over envelopes.</summary>
    void Serve(PublicKey to, IReadOnlyList<EnvelopeId> ids);

    /// <summary>Publishes x values.</summary>
    void Release(PublicKey to, IReadOnlyList<Tombstone> releases);

    /// <summary>An entry is new or has changed; the body of a new one was given with its arrival or injection.</summary>
    void Keep(HeldEnvelope envelope);

    /// <summary>To be remembered past a restart, until the envelope is dropped. It may have been said before.</summary>
    void Note(Sighting sighting);

    /// <summary>Body and entry are to be deleted.</summary>
    void Drop(EnvelopeId id);

    /// <summary>To be remembered past a restart.</summary>
    void Remember(SpentEnvelope spent);

    /// <summary>A contact is to be told an x: to be remembered past a restart, until it was.</summary>
    void Owe(Untold untold);

    /// <summary>The contact knows the x, or never will.</summary>
    void Told(PublicKey contact, Tombstone release);

    /// <summary>The contact's cursors have moved.</summary>
    void Save(NeighbourState neighbour);
}
