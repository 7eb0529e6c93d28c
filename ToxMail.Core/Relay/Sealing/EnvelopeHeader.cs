using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>What everybody can read of an envelope: <c>docs/protocol.md</c> §5.2.</summary>
internal readonly record struct EnvelopeHeader
{
    /// <summary>Bytes before the sealed part.</summary>
    public const int Size = 96;

    public required EnvelopeId Id { get; init; }

    public required EnvelopeTag Tag { get; init; }

    public required EnvelopeClass Class { get; init; }

    public required bool IsIntro { get; init; }

    /// <summary>See <see cref="EnvelopeLife"/>.</summary>
    public required ushort Expiry { get; init; }

    /// <summary>T: the hash of the x that deletes it.</summary>
    public required Tombstone Commitment { get; init; }
}
