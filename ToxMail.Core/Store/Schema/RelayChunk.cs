using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>A part of a long mail that came through relays, kept until all are here.</summary>
internal sealed class RelayChunk
{
    public required PublicKey SenderKey { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] MailId { get; init; }

    public required int Index { get; init; }

    public required int Count { get; init; }

    public required byte[] Bytes { get; init; }

    public required byte[] EnvelopeId { get; init; }

    public required byte[] Release { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
