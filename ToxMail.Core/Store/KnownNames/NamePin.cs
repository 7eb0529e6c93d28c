using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.KnownNames;

/// <summary>A name in DNS and the key it was first found to lead to. That key gets the mail until the user decides otherwise.</summary>
public sealed record NamePin
{
    /// <summary><c>user@domain</c> in lower case.</summary>
    public required string Name { get; init; }

    public required PublicKey PublicKey { get; init; }

    /// <summary>How sure it is that the name leads to the key: <see cref="NameTrust.Unverified"/>, <see cref="NameTrust.Introduced"/> or <see cref="NameTrust.Proved"/>.</summary>
    public required NameTrust Trust { get; init; }

    /// <summary>What the last look found.</summary>
    public required PinState State { get; init; }

    /// <summary>For people: who vouches for it, or what is wrong.</summary>
    public required string Why { get; init; }

    /// <summary>The zone that signed it; null unless proved.</summary>
    public required string? ProvedZone { get; init; }

    /// <summary>When it was last proved.</summary>
    public required DateTimeOffset? ProvedAt { get; init; }

    public required DateTimeOffset PinnedAt { get; init; }

    /// <summary>When the name was last looked up.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>The other key the name leads to now; set exactly in <see cref="PinState.Changed"/>.</summary>
    public required PublicKey? OtherKey { get; init; }

    /// <summary>Another key that the name led to and that the user does not want.</summary>
    public required PublicKey? DeclinedKey { get; init; }

    /// <summary>The level to show, where what is wrong comes first.</summary>
    public NameTrust Shown => State switch
    {
        PinState.Changed => NameTrust.Changed,
        PinState.Bogus => NameTrust.Bogus,
        _ => Trust,
    };
}
