using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Outgoing;

/// <summary>One RCPT TO of a submitted mail.</summary>
public sealed record NewRecipient
{
    /// <summary>The address as the client wrote it.</summary>
    public required string Address { get; init; }

    public required PublicKey PublicKey { get; init; }

    /// <summary>
    /// <see cref="DeliveryState.AwaitingPeer"/>, <see cref="DeliveryState.AwaitingContact"/>, which becomes the former when the contact has accepted
    /// meanwhile, or <see cref="DeliveryState.AwaitingConfirmation"/> with <see cref="FoundNospam"/>.
    /// </summary>
    public required DeliveryState State { get; init; }

    /// <summary>The rest of the Tox ID found for a name that the user has to confirm; set exactly then.</summary>
    public uint? FoundNospam { get; init; }

    /// <summary>For people: why it waits.</summary>
    public string? Why { get; init; }

    /// <summary>ORCPT (RFC 3461 4.2).</summary>
    public string? OriginalRecipient { get; init; }

    public DsnNotify Notify { get; init; }
}
