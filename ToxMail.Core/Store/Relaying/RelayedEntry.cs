using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Relaying;

/// <summary>An own mail on its way through others, for the Relay page.</summary>
public sealed record RelayedEntry
{
    public required long Id { get; init; }

    public required string Subject { get; init; }

    public required string Recipient { get; init; }

    public required PublicKey PublicKey { get; init; }

    public required long SizeBytes { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>It travels as a first letter: once, and as far as those go.</summary>
    public required bool IsIntro { get; init; }

    /// <summary>How often it was handed over, each time to go farther.</summary>
    public required int Stage { get; init; }

    /// <summary>Envelopes made of it in all.</summary>
    public required int Envelopes { get; init; }

    /// <summary>When the node gives up.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }
}
