using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>A parcel that was stored once: it is not stored again, even when its mail was deleted.</summary>
internal sealed class ReceivedParcel
{
    public required PublicKey SenderKey { get; init; }

    public required byte[] Digest { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
