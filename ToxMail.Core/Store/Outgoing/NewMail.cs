using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Store.Outgoing;

/// <summary>A submitted mail. Once <see cref="Outbox.AddAsync"/> returns, its blob belongs to the outbox.</summary>
public sealed record NewMail
{
    public required SealedBlob Blob { get; init; }

    /// <summary>Octets of the mail.</summary>
    public long SizeBytes => Blob.Length;

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    /// <summary>MAIL FROM without brackets; empty for a notice (RFC 5321 4.5.5).</summary>
    public required string ReturnPath { get; init; }

    public required IReadOnlyList<NewRecipient> Recipients { get; init; }

    /// <summary>ENVID (RFC 3461 4.4).</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>RET=HDRS (RFC 3461 4.3).</summary>
    public bool ReturnHeadersOnly { get; init; }

    /// <summary>Names the submission; the same key again within minutes is a client that saw no answer. Null for a mail that is always a new one.</summary>
    public byte[]? SubmissionKey { get; init; }

    /// <summary>Goes into the own inbox in the same transaction; dropped when the mail was queued before.</summary>
    public NewInboxMail? Notice { get; init; }

    /// <summary>The user asked that no relay carries it.</summary>
    public bool RelayForbidden { get; init; }
}
