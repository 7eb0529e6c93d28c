using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Relaying;

/// <summary>A mail that came through relays and is owed a receipt.</summary>
internal sealed record RelayedArrival
{
    public required PublicKey Sender { get; init; }

    /// <summary>16 bytes, the sender's name for it.</summary>
    public required byte[] MailId { get; init; }

    /// <summary>What became of it, as the receipt says it.</summary>
    public required byte Status { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When nobody holds its envelopes any more.</summary>
    public required DateTimeOffset ForgetAt { get; init; }

    /// <summary>Id, 16 bytes, and x, 32 bytes, of each envelope it came in.</summary>
    public required IReadOnlyList<(byte[] Id, byte[] Release)> Envelopes { get; init; }
}
