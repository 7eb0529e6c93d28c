using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>All that is known of an envelope without its bytes.</summary>
internal sealed record HeldEnvelope
{
    public required EnvelopeId Id { get; init; }

    public required EnvelopeTag Tag { get; init; }

    public required EnvelopeClass Class { get; init; }

    public required bool IsIntro { get; init; }

    /// <summary>Units of 6 hours since 2024-01-01T00:00Z.</summary>
    public required ushort Expiry { get; init; }

    /// <summary>T: the hash of the x that deletes it.</summary>
    public required Tombstone Commitment { get; init; }

    /// <summary>How far it may still go from here.</summary>
    public required byte Hops { get; init; }

    /// <summary>Who handed it over and is charged for it; null for an own one, which is exempt.</summary>
    public required PublicKey? From { get; init; }

    /// <summary>Place in the offer log; 0 until a tick has put it there.</summary>
    public ulong Sequence { get; init; }

    /// <summary>An own one for store nodes: no other contact is shown it.</summary>
    public bool IsForStores { get; init; }

    /// <summary>Only an intro has a stamp, which is looked at only when somebody can.</summary>
    public bool IsPaid(Func<bool>? hasGoodStamp) => !IsIntro || hasGoodStamp is null || hasGoodStamp();

    /// <summary>Whether it is what was offered, as far as an offer says.</summary>
    public bool IsAsIn(EnvelopeOffer offer) => Tag == offer.Tag && Class == offer.Class && IsIntro == offer.IsIntro && Expiry == offer.Expiry;
}
