namespace ToxMail.Core.Relay.Gossip;

/// <summary>What a node holds at the moment.</summary>
internal sealed record GossipUsage
{
    /// <summary>Held for others.</summary>
    public required int Envelopes { get; init; }

    /// <summary>Their bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Own ones on their way.</summary>
    public required int OwnEnvelopes { get; init; }

    /// <summary>Envelopes remembered as deleted.</summary>
    public required int Tombstones { get; init; }

    public required IReadOnlyList<ContactUsage> Contacts { get; init; }
}
