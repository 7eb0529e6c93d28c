using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>An envelope that is to be fetched, from one of those who offered it.</summary>
internal sealed class Candidate(EnvelopeId id)
{
    private readonly List<CandidateOffer> _offers = [];

    public EnvelopeId Id { get; } = id;

    /// <summary>Who was asked and may still answer.</summary>
    public Neighbour? Asked
    {
        get;
        set
        {
            field = value;
            LastAsked = value ?? LastAsked;
        }
    }

    /// <summary>Until when it is waited for from <see cref="Asked"/>.</summary>
    public DateTimeOffset AnswerDue { get; set; }

    /// <summary>Who was asked last.</summary>
    public Neighbour? LastAsked { get; private set; }

    public IReadOnlyList<CandidateOffer> Offers => _offers;

    public EnvelopeOffer OfferOf(Neighbour neighbour) => _offers.Find(offer => offer.From == neighbour).Offer;

    public OfferBatch BatchOf(Neighbour neighbour) => _offers.Find(offer => offer.From == neighbour).Batch;

    public void Add(CandidateOffer offer) => _offers.Add(offer);

    /// <summary>It did not come from this contact.</summary>
    /// <returns>How often that has happened.</returns>
    public int LoseWith(Neighbour neighbour)
    {
        var index = _offers.FindIndex(offer => offer.From == neighbour);
        _offers[index] = _offers[index] with { Lost = _offers[index].Lost + 1 };
        return _offers[index].Lost;
    }

    public OfferBatch Remove(Neighbour neighbour)
    {
        var index = _offers.FindIndex(offer => offer.From == neighbour);
        var batch = _offers[index].Batch;
        _offers.RemoveAt(index);
        return batch;
    }
}
