using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>What came through relays and whose author is still to be told, or whose envelopes are still to go.</summary>
internal sealed class OwedReceipt
{
    public required PublicKey SenderKey { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] MailId { get; init; }

    /// <summary>The first of <see cref="Envelopes"/>: a mail may come more than once.</summary>
    public required byte[] FirstEnvelope { get; init; }

    public required byte Status { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset ForgetAt { get; init; }

    /// <summary>Ids of the envelopes it came in, 16 bytes each.</summary>
    public required byte[] Envelopes { get; init; }

    /// <summary>The x of each, 32 bytes each, in the same order.</summary>
    public required byte[] Releases { get; init; }

    /// <summary>The receipt that came in it and does not count outside before its x may leave; null when there is none, or it counts already.</summary>
    public byte[]? Receipt { get; init; }
}
