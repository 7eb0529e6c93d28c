using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>A received mail.</summary>
internal sealed class InboxMail
{
    public long Id { get; init; }

    public required long FolderId { get; init; }

    /// <summary>Never used twice in its folder.</summary>
    public required long Uid { get; init; }

    public required MailFlags Flags { get; set; }

    public required long ModSeq { get; set; }

    public required BlobId Blob { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Its last line has no CRLF: POP3 adds one, and counts it. Mail of peers may be so; what a client submits is not.</summary>
    public required bool LacksLineEnd { get; init; }

    public required string From { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required PublicKey? SenderKey { get; init; }

    public required MailVia Via { get; init; }
}
