using ToxMail.Core.Addressing;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Whose keys a <see cref="PairState"/> holds. The identity stays its owner's and is not disposed of.</summary>
/// <param name="Own">This node's mail identity.</param>
/// <param name="OwnTox">This node's Tox key.</param>
/// <param name="PeerTox">The contact's Tox key.</param>
internal sealed record PairParties(MailIdentity Own, PublicKey OwnTox, PublicKey PeerTox)
{
    /// <summary>Of this node's Tox ID: with it contacts can introduce this node to others.</summary>
    public uint OwnNospam { get; init; }
}
