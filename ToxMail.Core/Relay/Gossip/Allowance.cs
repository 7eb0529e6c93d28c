using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>What may still be asked of a contact.</summary>
internal sealed class Allowance(long bytes, int envelopes, int intros)
{
    private long _bytes = bytes;
    private int _envelopes = envelopes;
    private int _intros = intros;

    /// <summary>Takes what an envelope needs; false: it may not be asked for now.</summary>
    public bool TryTake(EnvelopeOffer offer)
    {
        var size = Sizes.Of(offer.Class);
        if (size > _bytes || _envelopes < 1 || (offer.IsIntro && _intros < 1))
        {
            return false;
        }

        _bytes -= size;
        _envelopes--;
        _intros -= offer.IsIntro ? 1 : 0;
        return true;
    }
}
