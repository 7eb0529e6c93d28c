using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>An envelope made here.</summary>
internal sealed record SealedEnvelope
{
    public required byte[] Bytes { get; init; }

    public required EnvelopeId Id { get; init; }

    public required EnvelopeTag Tag { get; init; }

    public required EnvelopeClass Class { get; init; }

    public bool IsIntro => (Bytes[Envelope.FlagsOffset] & Envelope.IntroBit) != 0;

    /// <summary>x: whoever publishes it deletes the envelope everywhere.</summary>
    public required Tombstone Release { get; init; }

    /// <summary>T, the hash of x.</summary>
    public required Tombstone Commitment { get; init; }

    /// <summary>See <see cref="EnvelopeLife"/>.</summary>
    public required ushort Expiry { get; init; }
}
