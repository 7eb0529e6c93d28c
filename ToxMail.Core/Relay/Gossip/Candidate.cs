using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>An envelope that is to be fetched, from one of those who offered it.</summary>
internal sealed class Candidate(EnvelopeId id)
{
    private readonly List<CandidateOffer> _offers = [];

    public EnvelopeId Id { get; } = id;

    /// <summary>Who was asked.</summary>
    public Neighbour? Asked { get; set; }

    public IReadOnlyList<CandidateOffer> Offers => _offers;

    public EnvelopeOffer OfferOf(Neighbour neighbour) => _offers.Find(offer => offer.From == neighbour).Offer;

    public void Add(CandidateOffer offer) => _offers.Add(offer);

    public OfferBatch Remove(Neighbour neighbour)
    {
        var index = _offers.FindIndex(offer => offer.From == neighbour);
        var batch = _offers[index].Batch;
        _offers.RemoveAt(index);
        return batch;
    }
}
