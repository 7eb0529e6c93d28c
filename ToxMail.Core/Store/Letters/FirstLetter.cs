using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Letters;

/// <summary>A letter in an intro, as it came.</summary>
internal sealed record FirstLetter
{
    /// <summary>Who wrote it; he proved that he holds the Tox key and the mail keys.</summary>
    public required ContactCard Card { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] MailId { get; init; }

    /// <summary>Empty when the mail itself is too long for an intro.</summary>
    public required byte[] Parcel { get; init; }

    public required byte[] EnvelopeId { get; init; }

    public required byte[] Release { get; init; }

    /// <summary>When the mail was written.</summary>
    public required DateTimeOffset Created { get; init; }
}
