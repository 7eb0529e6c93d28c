using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>A first letter from somebody who is not a contact.</summary>
internal sealed record IntroLetter
{
    /// <summary>Who wrote it: the letter is signed with the card's key. Whose Tox ID it names is not proved.</summary>
    public required MailCard From { get; init; }

    public required MailId MailId { get; init; }

    /// <summary>Whole seconds.</summary>
    public required DateTimeOffset Created { get; init; }

    public bool IsCompressed { get; init; }

    /// <summary>A parcel.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Bytes of payload that fit.</summary>
    public static int Capacity => EnvelopeContent.Capacity(EnvelopeClass.Small, isSigned: true) - MailCard.Size;
}
