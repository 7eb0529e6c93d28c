using ToxMail.Core.Addressing;
using ToxMail.Core.Store.KnownNames;

namespace ToxMail.Core.Store.Schema;

/// <summary>A name in DNS that leads to a contact; it goes when the contact goes.</summary>
internal sealed class PinnedName
{
    /// <summary><c>user@domain</c> as <see cref="NameKey.Of"/> writes it.</summary>
    public required string Name { get; init; }

    public required PublicKey PublicKey { get; set; }

    public required NameTrust Trust { get; set; }

    public required PinState State { get; set; }

    public required string Why { get; set; }

    /// <summary>This and the next three columns are set together, once it was proved.</summary>
    public string? ProvedZone { get; set; }

    public DateTimeOffset? ProvedAt { get; set; }

    public DateTimeOffset? ProofValidUntil { get; set; }

    /// <summary>The chain of signed records, to check it again or to hand it on.</summary>
    public byte[]? Proof { get; set; }

    public required DateTimeOffset PinnedAt { get; set; }

    public required DateTimeOffset CheckedAt { get; set; }

    public required DateTimeOffset NextCheckAt { get; set; }

    /// <summary>Set exactly in <see cref="PinState.Changed"/>.</summary>
    public PublicKey? OtherKey { get; set; }

    public PublicKey? DeclinedKey { get; set; }
}
