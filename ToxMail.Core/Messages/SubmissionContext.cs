using System.Security.Cryptography;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Messages;

/// <summary>What <see cref="SubmissionHeaders"/> must know of the node.</summary>
public sealed record SubmissionContext
{
    /// <summary>The user.</summary>
    public required OwnIdentity Own { get; init; }

    /// <summary>Gives the key of a contact by its alias, without case; null when there is none.</summary>
    public required Func<string, PublicKey?> FindAlias { get; init; }

    /// <summary>The clock for a missing Date.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>True for a name in DNS that is proved to be the user's own.</summary>
    public Func<MailAddress, bool> IsOwnName { get; init; } = static _ => false;

    /// <summary>A new left side for a missing Message-ID: letters and digits, never the same twice.</summary>
    public Func<string> NewMessageIdToken { get; init; } = static () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
