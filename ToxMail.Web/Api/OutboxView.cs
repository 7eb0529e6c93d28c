using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Web.Api;

/// <summary>One recipient of one mail on its way out.</summary>
internal sealed record OutboxView
{
    public required long Id { get; init; }

    public required string QueueId { get; init; }

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required string Recipient { get; init; }

    public required string PublicKey { get; init; }

    /// <summary>The Tox ID found for a name, to be confirmed; null for every other row.</summary>
    public required string? FoundToxId { get; init; }

    public required string State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset? NextAttempt { get; init; }

    public required string? LastError { get; init; }

    public required long SizeBytes { get; init; }

    public required long SentBytes { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    public required string? Via { get; init; }

    /// <summary>Of a mail too large to be carried: <c>sent</c> when relays carry word of it, <c>received</c> when the recipient has confirmed that word; else null.</summary>
    public required string? Announced { get; init; }

    public static OutboxView Of(OutboxEntry entry) => new()
    {
        Id = entry.Id,
        QueueId = entry.QueueId,
        MessageId = entry.MessageId,
        Subject = entry.Subject,
        Recipient = entry.Recipient,
        PublicKey = entry.PublicKey.ToString(),
        FoundToxId = entry.FoundId?.ToString(),
        State = entry.State.ToString(),
        Attempts = entry.Attempts,
        NextAttempt = entry.NextAttempt,
        LastError = entry.LastError,
        SizeBytes = entry.SizeBytes,
        SentBytes = entry.SentBytes,
        QueuedAt = entry.QueuedAt,
        Via = entry.Via is { } via ? Words.Of(via) : null,
        Announced = Words.Of(entry.Announcement),
    };
}
