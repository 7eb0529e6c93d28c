using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;

namespace ToxMail.Core.Relay;

/// <summary>What the gossip is told of an envelope that is new here.</summary>
internal static class NewEnvelope
{
    /// <summary>An own one.</summary>
    internal static HeldEnvelope Own(SealedEnvelope envelope, byte hops) => new()
    {
        Id = envelope.Id,
        Tag = envelope.Tag,
        Class = envelope.Class,
        IsIntro = envelope.IsIntro,
        Expiry = envelope.Expiry,
        Commitment = envelope.Commitment,
        Hops = hops,
        From = null,
    };

    /// <summary>One that a contact handed over.</summary>
    internal static HeldEnvelope Candidate(EnvelopeHeader header) => new()
    {
        Id = header.Id,
        Tag = header.Tag,
        Class = header.Class,
        IsIntro = header.IsIntro,
        Expiry = header.Expiry,
        Commitment = header.Commitment,
        Hops = 0,
        From = null,
    };
}
