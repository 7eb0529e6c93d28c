using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Outgoing;

/// <summary>One recipient's row, as the dashboard and the API show it.</summary>
public sealed record OutboxEntry
{
    public required long Id { get; init; }

    public required string QueueId { get; init; }

    public required string MessageId { get; init; }

    public required string Subject { get; init; }

    public required string Recipient { get; init; }

    public required PublicKey PublicKey { get; init; }

    /// <summary>The Tox ID that was found for a name and that the user has to confirm; null otherwise.</summary>
    public ToxId? FoundId => FoundNospam is { } nospam ? new ToxId(PublicKey, nospam) : null;

    public required DeliveryState State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset? NextAttempt { get; init; }

    public required string? LastError { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Octets the running attempt has sent; the whole size once delivered.</summary>
    public required long SentBytes { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    internal uint? FoundNospam { get; init; }

    /// <summary>The way it went; null until it is relayed or delivered.</summary>
    public required MailVia? Via { get; init; }

    /// <summary>Whether the recipient was told that it waits.</summary>
    public required Announcement Announcement { get; init; }
}
