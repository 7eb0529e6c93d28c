using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>All that <see cref="ConfirmationRequestWriter"/> needs to ask the user about a mail.</summary>
public sealed record ConfirmationRequest
{
    /// <summary>The user.</summary>
    public required OwnIdentity Own { get; init; }

    /// <summary>The time of the request.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The mail's subject, decoded.</summary>
    public required string Subject { get; init; }

    /// <summary>The mail's Message-ID with angle brackets, or empty.</summary>
    public required string MessageId { get; init; }

    /// <summary>The names as the user wrote them, each with the Tox ID that was found; at least one.</summary>
    public required IReadOnlyList<(string Name, ToxId Id)> Found { get; init; }
}
