using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store.Outgoing;

/// <summary>One recipient's row as delivery needs it.</summary>
public sealed record QueuedMail
{
    public required long Id { get; init; }

    /// <summary>The same for all recipients of one mail.</summary>
    public required string QueueId { get; init; }

    public required BlobId Blob { get; init; }

    public required long SizeBytes { get; init; }

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    /// <summary>The recipient's address as the client wrote it.</summary>
    public required string Address { get; init; }

    public required PublicKey PublicKey { get; init; }

    public required string ReturnPath { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required DeliveryState State { get; init; }

    /// <summary>16 random bytes made when the mail was accepted.</summary>
    public required byte[] ParcelId { get; init; }

    /// <summary>The header of the first attempt: later ones send the very same parcel.</summary>
    public required byte[]? ParcelHeader { get; init; }

    public required byte[]? Digest { get; init; }

    public required int Attempts { get; init; }

    public required string? LastError { get; init; }

    /// <summary>When the mail is given up.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    public required string? EnvelopeId { get; init; }

    public required bool ReturnHeadersOnly { get; init; }

    public required bool RelayForbidden { get; init; }

    public required string? OriginalRecipient { get; init; }

    public required DsnNotify Notify { get; init; }

    /// <summary>Whether the recipient was told that it waits.</summary>
    public required Announcement Announcement { get; init; }
}
