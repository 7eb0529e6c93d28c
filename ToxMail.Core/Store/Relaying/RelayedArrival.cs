using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Relaying;

/// <summary>What came through relays and is not dealt with: its author is owed a receipt, or its envelopes alone are to go.</summary>
internal sealed record RelayedArrival
{
    /// <summary>The status of what no receipt speaks of: a receipt itself, fresh keys, a mail whose author was told since. Above all that receipts say.</summary>
    internal const byte NothingToTell = 0xFF;

    public required PublicKey Sender { get; init; }

    /// <summary>16 bytes, the sender's name for it.</summary>
    public required byte[] MailId { get; init; }

    /// <summary>What became of it, as the receipt says it, or <see cref="NothingToTell"/>.</summary>
    public required byte Status { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When nobody holds its envelopes any more.</summary>
    public required DateTimeOffset ForgetAt { get; init; }

    /// <summary>Id, 16 bytes, and x, 32 bytes, of each envelope that it took to bring it.</summary>
    public required IReadOnlyList<(byte[] Id, byte[] Release)> Envelopes { get; init; }

    /// <summary>The receipt that came in it and does not count outside yet; null when there is none.</summary>
    public byte[]? Receipt { get; init; }

    /// <summary>A receipt is to speak of it.</summary>
    internal bool HasWord => Status != NothingToTell;
}
