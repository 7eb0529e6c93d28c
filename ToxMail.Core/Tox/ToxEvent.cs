using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>What the network brings.</summary>
public abstract record ToxEvent
{
    private ToxEvent()
    {
    }

    /// <summary>This node went online or offline.</summary>
    public sealed record SelfConnection(ToxConnection Connection) : ToxEvent;

    /// <summary>Somebody asks to become a contact. The text is the sender's and not to be trusted.</summary>
    public sealed record FriendRequest(PublicKey Key, string Message) : ToxEvent;

    /// <summary>A contact came, left or changed its path. Leaving ends all its transfers.</summary>
    public sealed record FriendConnection(PublicKey Key, ToxConnection Connection) : ToxEvent;

    /// <summary>A lossless packet, at most 1,373 bytes, ours to keep.</summary>
    public sealed record Packet(PublicKey Key, ReadOnlyMemory<byte> Data) : ToxEvent;

    /// <summary>A contact offers a file: accept or reject it.</summary>
    public sealed record FileOffer(IncomingTransfer Transfer) : ToxEvent;
}
