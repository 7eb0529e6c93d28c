using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>All that <see cref="NoticeWriter"/> needs to tell the user what became of a mail.</summary>
public sealed record Notice
{
    /// <summary>What the notice tells.</summary>
    public required NoticeKind Kind { get; init; }

    /// <summary>The user, to whom the notice goes.</summary>
    public required OwnIdentity Own { get; init; }

    /// <summary>The time of the notice.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whom it speaks of; at least one.</summary>
    public required IReadOnlyList<NoticeRecipient> Recipients { get; init; }

    /// <summary>The mail's Message-ID with angle brackets, or empty.</summary>
    public required string MessageId { get; init; }

    /// <summary>The mail's subject, decoded.</summary>
    public required string Subject { get; init; }

    /// <summary>When the user sent the mail.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Until when delivery is tried; for delay notices.</summary>
    public DateTimeOffset? WillRetryUntil { get; init; }

    /// <summary>The ENVID parameter, decoded, or null (RFC 3461 4.4).</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>True when the user asked for the headers only (RET=HDRS, RFC 3461 4.3).</summary>
    public bool HeadersOnly { get; init; }

    /// <summary>Octets of the original mail.</summary>
    public required long OriginalSize { get; init; }

    /// <summary>Opens the original mail at its first octet; null when it can no longer be read.</summary>
    public required Func<Stream?> OpenOriginal { get; init; }
}
