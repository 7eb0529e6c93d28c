using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Incoming;

/// <summary>A mail for the own inbox. Once added, its blob belongs to the inbox.</summary>
public sealed record NewInboxMail
{
    public required SealedBlob Blob { get; init; }

    /// <summary>Octets of the mail.</summary>
    public long SizeBytes => Blob.Length;

    public required string From { get; init; }

    public required string Subject { get; init; }

    public required MailVia Via { get; init; }

    /// <summary>Whose node sent it; null for a notice of this node.</summary>
    public PublicKey? SenderKey { get; init; }

    /// <summary>Somebody whom its sender introduces by it; told to the user with the mail.</summary>
    public IntroducedPerson? Introduces { get; init; }

    /// <summary>With <see cref="SenderKey"/> the key that makes arriving twice harmless.</summary>
    public byte[]? Digest { get; init; }
}
