using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>The mail keys shared with one contact.</summary>
internal sealed class RelayPeer
{
    public required PublicKey PublicKey { get; init; }

    /// <summary>Secret; only the relay's sealing can read it.</summary>
    public required byte[] Keys { get; set; }
}
