using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.KnownNames;

/// <summary>What a new look at a pinned name changes about its pin; the pinned key never.</summary>
public sealed record PinCheck
{
    public required PinState State { get; init; }

    /// <summary>For people.</summary>
    public required string Why { get; init; }

    /// <summary>The same key with a new proof; null leaves the last one.</summary>
    public NameProof? Proof { get; init; }

    /// <summary>The nospam to ask the contact by; null leaves it.</summary>
    public uint? Nospam { get; init; }

    /// <summary>Set exactly in <see cref="PinState.Changed"/>.</summary>
    public PublicKey? OtherKey { get; init; }
}
