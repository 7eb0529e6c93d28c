using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>A first letter of somebody who is no contact yet: it becomes mail when the user accepts him.</summary>
internal sealed class WaitingLetter
{
    public required PublicKey SenderKey { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] MailId { get; init; }

    /// <summary>The card it was written under; only a contact with the same keys is its author.</summary>
    public required ContactCard Card { get; init; }

    public required byte[] Parcel { get; init; }

    public required byte[] EnvelopeId { get; init; }

    public required byte[] Release { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
