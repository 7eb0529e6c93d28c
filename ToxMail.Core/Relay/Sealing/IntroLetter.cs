using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>A letter between two who have agreed on no keys: the first one, its receipt.</summary>
internal sealed record IntroLetter
{
    /// <summary>Who wrote it: the letter is signed with the card's key. Whose Tox ID it names is shown by <see cref="ToxProof"/>.</summary>
    public required MailCard From { get; init; }

    /// <summary><see cref="EnvelopeKind.Intro"/> or <see cref="EnvelopeKind.Receipt"/>.</summary>
    public EnvelopeKind Kind { get; init; } = EnvelopeKind.Intro;

    public required MailId MailId { get; init; }

    /// <summary>Whole seconds.</summary>
    public required DateTimeOffset Created { get; init; }

    public bool IsCompressed { get; init; }

    /// <summary>What <see cref="Intros.IntroContents"/> writes.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Bytes of payload that fit.</summary>
    public static int Capacity => EnvelopeContent.Capacity(EnvelopeClass.Small, isSigned: true) - MailCard.Size;
}
