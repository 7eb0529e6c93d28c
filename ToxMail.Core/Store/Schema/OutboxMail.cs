using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Store.Schema;

/// <summary>A submitted mail, stored once for all its recipients.</summary>
internal sealed class OutboxMail
{
    public long Id { get; init; }

    public required BlobId Blob { get; init; }

    /// <summary>False once every recipient has it: the file is gone then.</summary>
    public required bool HasBody { get; set; }

    public required long SizeBytes { get; init; }

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required string ReturnPath { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required string? EnvelopeId { get; init; }

    public required bool ReturnHeadersOnly { get; init; }

    public required bool RelayForbidden { get; init; }

    /// <summary>Null when no other submission can be the same one.</summary>
    public required byte[]? SubmissionKey { get; init; }

    public List<OutboxRecipient> Recipients { get; init; } = [];
}
