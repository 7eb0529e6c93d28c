using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

/// <summary>A <see cref="SpentEnvelope"/> in the database.</summary>
internal sealed class SpentRow
{
    public required EnvelopeId Id { get; init; }

    public required Tombstone Release { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required bool IsQuiet { get; init; }
}
