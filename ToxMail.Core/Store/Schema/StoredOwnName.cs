using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Store.Schema;

/// <summary>A name in DNS that the user publishes for this node.</summary>
internal sealed class StoredOwnName
{
    /// <summary><c>user@domain</c> as <see cref="NameKey.Of"/> writes it.</summary>
    public required string Name { get; init; }

    public required OwnNameState State { get; set; }

    public required string Why { get; set; }

    /// <summary>Set while proved.</summary>
    public string? ProvedZone { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? CheckedAt { get; set; }

    public required DateTimeOffset NextCheckAt { get; set; }
}
