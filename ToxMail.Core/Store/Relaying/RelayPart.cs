using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Relaying;

/// <summary>A part of a long mail that came through relays.</summary>
internal sealed record RelayPart
{
    public required PublicKey Sender { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] MailId { get; init; }

    public required int Index { get; init; }

    public required int Count { get; init; }

    public required byte[] Bytes { get; init; }

    public required byte[] EnvelopeId { get; init; }

    public required byte[] Release { get; init; }

    /// <summary>When the mail was written.</summary>
    public required DateTimeOffset Created { get; init; }
}
