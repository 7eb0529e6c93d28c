using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.KnownNames;

/// <summary>A name to be pinned to the Tox ID that was found for it.</summary>
public sealed record NewPin
{
    public required MailAddress Name { get; init; }

    public required ToxId Id { get; init; }

    /// <summary>Null when the user accepted it without one.</summary>
    public required NameProof? Proof { get; init; }

    /// <summary>For people: who vouches for it, or why nobody does.</summary>
    public required string Why { get; init; }

    /// <summary>When the name is to be looked up again.</summary>
    public required DateTimeOffset NextCheckAt { get; init; }
}
