namespace ToxMail.Core.Store.KnownNames;

/// <summary>A name in DNS that the user publishes for this node.</summary>
public sealed record OwnName
{
    /// <summary><c>user@domain</c> in lower case.</summary>
    public required string Name { get; init; }

    public required OwnNameState State { get; init; }

    /// <summary>For people: what the last look found.</summary>
    public required string Why { get; init; }

    /// <summary>The zone that signed it; null unless proved.</summary>
    public required string? ProvedZone { get; init; }

    /// <summary>When it was last looked up; null when never.</summary>
    public required DateTimeOffset? CheckedAt { get; init; }
}
