using ToxMail.Core.Addressing;

namespace ToxMail.Core.Store.Schema;

/// <summary>A mail that came through relays and whose author is still to be told.</summary>
internal sealed class OwedReceipt
{
    public required PublicKey SenderKey { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] MailId { get; init; }

    public required byte Status { get; set; }

    public required DateTimeOffset DueAt { get; set; }

    public required DateTimeOffset ForgetAt { get; set; }

    /// <summary>Ids of the envelopes it came in, 16 bytes each.</summary>
    public required byte[] Envelopes { get; set; }

    /// <summary>The x of each, 32 bytes each, in the same order.</summary>
    public required byte[] Releases { get; set; }
}
