using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>An envelope for this node, proved to be its contact's.</summary>
internal sealed record OpenedEnvelope
{
    public required EnvelopeContent Content { get; init; }

    /// <summary>x: whoever publishes it deletes the envelope everywhere.</summary>
    public required Tombstone Release { get; init; }

    /// <summary>The one-time key to be erased by <see cref="PairState.Spend"/> once the content is durable; null when it was the fallback.</summary>
    public required uint? PrekeyId { get; init; }
}
