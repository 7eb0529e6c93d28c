using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Relaying;

/// <summary>A mail that waits at a contact's until both are online, because it is too large to be carried by others.</summary>
public sealed record ExpectedMail
{
    public required PublicKey Sender { get; init; }

    public required long SizeBytes { get; init; }

    public required DateTimeOffset Written { get; init; }

    /// <summary>When its author gives up.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Of its parcel, 32 bytes.</summary>
    public required byte[] Digest { get; init; }
}
