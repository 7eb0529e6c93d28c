using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>All that <see cref="ExpectedMailWriter"/> needs to tell the user of a mail to come.</summary>
public sealed record ExpectedMailNotice
{
    /// <summary>The user.</summary>
    public required OwnIdentity Own { get; init; }

    /// <summary>The time of the notice.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Who has the mail.</summary>
    public required PublicKey Sender { get; init; }

    /// <summary>What the user calls him; null when he has no name for him.</summary>
    public string? Alias { get; init; }

    /// <summary>Octets of the mail.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>The largest mail that this node takes, in octets.</summary>
    public required long MostBytes { get; init; }

    /// <summary>It is not too large for a store node.</summary>
    public bool MayBeStored { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>When its author's node gives up.</summary>
    public required DateTimeOffset Until { get; init; }
}
