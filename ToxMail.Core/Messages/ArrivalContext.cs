using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>What <see cref="ArrivalHeaders"/> must know of a mail's way here.</summary>
public sealed record ArrivalContext
{
    /// <summary>The key that Tox proved the sender to hold.</summary>
    public required PublicKey Sender { get; init; }

    /// <summary>The user.</summary>
    public required OwnIdentity Own { get; init; }

    /// <summary>When the mail was received.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>
    /// The envelope's return address as the peer gave it, without angle brackets; empty for a notice. One that is not the sender's becomes the sender's.
    /// </summary>
    public required string ReturnPath { get; init; }

    /// <summary>The way it came.</summary>
    public required ArrivalRoute Route { get; init; }

    /// <summary>What names this delivery in the Received line, such as the parcel's id: letters, digits and hyphens.</summary>
    public required string QueueId { get; init; }

    /// <summary>True for a name in DNS that is proved to be the sender's.</summary>
    public Func<MailAddress, bool> IsSenderName { get; init; } = static _ => false;
}
