using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>A mail that a contact has for us and that the user was told of. It stays when the mail is here, so that he is told once.</summary>
internal sealed class ExpectedParcel
{
    public required PublicKey SenderKey { get; init; }

    /// <summary>That of <see cref="ReceivedParcel"/> when it has come.</summary>
    public required byte[] Digest { get; init; }

    public required long SizeBytes { get; init; }

    public required DateTimeOffset Written { get; init; }

    /// <summary>When its author gives up.</summary>
    public required DateTimeOffset Until { get; set; }

    public required DateTimeOffset ToldAt { get; init; }
}
