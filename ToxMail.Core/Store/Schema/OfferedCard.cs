using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>Somebody whom a contact introduced by mail, until the user adds him or not.</summary>
internal sealed class OfferedCard
{
    public required PublicKey PublicKey { get; init; }

    public required PublicKey OfferedBy { get; init; }

    public required ContactCard Card { get; set; }

    /// <summary>What the contact calls him, or empty.</summary>
    public required string Name { get; set; }

    public required DateTimeOffset ReceivedAt { get; set; }
}
