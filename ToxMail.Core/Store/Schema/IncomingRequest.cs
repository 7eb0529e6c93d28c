using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Store.Schema;

/// <summary>Someone who asked to become a contact. An ignored one is remembered, because nodes ask again and again.</summary>
internal sealed class IncomingRequest
{
    public required PublicKey PublicKey { get; init; }

    public required string Message { get; set; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required bool Ignored { get; set; }

    /// <summary>The own Tox instance that was asked, from 1.</summary>
    public int Instance { get; set; } = 1;

    public JoinFault JoinFault { get; set; }

    /// <summary>What the person calls himself; null in a request of Tox, which has no name.</summary>
    public string? Name { get; set; }

    /// <summary>His mail card, when he wrote a first letter.</summary>
    public ContactCard? Card { get; set; }
}
