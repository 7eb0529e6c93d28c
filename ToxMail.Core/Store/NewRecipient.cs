using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store;

/// <summary>One RCPT TO of a submitted mail.</summary>
public sealed record NewRecipient
{
    /// <summary>The address as the client wrote it.</summary>
    public required string Address { get; init; }

    public required PublicKey PublicKey { get; init; }

    /// <summary><see cref="DeliveryState.AwaitingPeer"/> or <see cref="DeliveryState.AwaitingContact"/>; the latter becomes the former when the contact has accepted meanwhile.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>ORCPT (RFC 3461 4.2).</summary>
    public string? OriginalRecipient { get; init; }

    public DsnNotify Notify { get; init; }
}
