namespace ToxMail.Core.Messages;

/// <summary>One recipient a notice speaks of.</summary>
public sealed record NoticeRecipient
{
    /// <summary>The address the mail was sent on to, such as <c>&lt;key&gt;@tox.alt</c>.</summary>
    public required string Address { get; init; }

    /// <summary>What the user calls this person, such as <c>bob@tox.alt</c>; null when there is no such name.</summary>
    public string? Alias { get; init; }

    /// <summary>The ORCPT parameter as given, <c>type;address</c>, or null (RFC 3461 4.2).</summary>
    public string? OriginalRecipient { get; init; }

    /// <summary>What happened.</summary>
    public required NoticeReason Reason { get; init; }

    /// <summary>What the recipient's node said, in its own words, if it said anything. From outside: never trusted.</summary>
    public string? PeerText { get; init; }

    /// <summary>What this node adds to the reason, in its own words.</summary>
    public string? Detail { get; init; }
}
