using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay.Gossip;

/// <summary>How far a contact and this node have read each other's offer logs, and what was settled with it.</summary>
internal sealed record NeighbourState
{
    public required PublicKey Key { get; init; }

    /// <summary>Envelopes are taken from it and offered to it.</summary>
    public bool Carry { get; init; } = true;

    /// <summary>Nobody else may find out that it is a contact: <c>docs/threat-model.md</c>.</summary>
    public bool IsHidden { get; init; }

    /// <summary>A store node of the user's: it may see which of its envelopes are for this node.</summary>
    public bool IsStore { get; init; }

    /// <summary>Null: as the node's options say.</summary>
    public ReceiptPolicy? ReceiptPolicy { get; init; }

    /// <summary>Its log.</summary>
    public ulong StoreId { get; init; }

    /// <summary>How far this node has read it.</summary>
    public ulong Cursor { get; init; }

    public DateTimeOffset? LastSync { get; init; }
}
