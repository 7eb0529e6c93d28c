using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>One contact's offer of a candidate: what it says may be a lie, so each has its own.</summary>
internal readonly record struct CandidateOffer(Neighbour From, EnvelopeOffer Offer, OfferBatch Batch)
{
    /// <summary>How often the contact was asked and did not send it.</summary>
    public int Lost { get; init; }
}
