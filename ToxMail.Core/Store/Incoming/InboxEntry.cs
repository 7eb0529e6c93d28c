using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Incoming;

/// <summary>One mail of the inbox, as the dashboard and the API show it.</summary>
public sealed record InboxEntry
{
    public required long Id { get; init; }

    public required string From { get; init; }

    public required string Subject { get; init; }

    public required long SizeBytes { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Null for a notice of this node.</summary>
    public required PublicKey? SenderKey { get; init; }

    public required MailVia Via { get; init; }

    public required BlobId Blob { get; init; }

    /// <summary>The same text that POP3 shows.</summary>
    public string Uid => Blob.ToString();
}
