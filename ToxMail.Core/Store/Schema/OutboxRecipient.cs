using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>One recipient of a submitted mail. The four times are null when nothing will happen then, so their indexes hold only what is to come.</summary>
internal sealed class OutboxRecipient
{
    public long Id { get; init; }

    public long MailId { get; set; }

    public OutboxMail Mail { get; init; } = null!;

    public required string Address { get; init; }

    public required PublicKey PublicKey { get; init; }

    /// <summary>The rest of the Tox ID that was found for a name; null once the user has confirmed it, and for all other addresses.</summary>
    public uint? FoundNospam { get; set; }

    public required string? OriginalRecipient { get; init; }

    public required DsnNotify Notify { get; init; }

    /// <summary>The mail's, here too so that what is due is chosen from one index.</summary>
    public required long SizeBytes { get; init; }

    public required DeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Set exactly in <see cref="DeliveryState.AwaitingPeer"/> and <see cref="DeliveryState.Relayed"/>: relayed mail is tried directly too.</summary>
    public DateTimeOffset? NextAttempt { get; set; }

    /// <summary>Set exactly while the state is not final.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Set only while the state is not final.</summary>
    public DateTimeOffset? DelayNoticeAt { get; set; }

    /// <summary>Set while the sender is still to be told of the delivery. In the row, not in the attempt: a full disk must not lose it.</summary>
    public DateTimeOffset? SuccessNoticeAt { get; set; }

    /// <summary>Delay notices the sender got.</summary>
    public int DelayNotices { get; set; }

    /// <summary>Set exactly when the state is final.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    public string? LastError { get; set; }

    /// <summary>Set exactly when relayed or delivered.</summary>
    public MailVia? Via { get; set; }

    /// <summary>How often it was handed to relays.</summary>
    public int RelayStage { get; set; }

    /// <summary>How often relays were given word of it, because it is too large to be carried itself.</summary>
    public int AnnouncedStage { get; set; }

    /// <summary>The recipient has confirmed that word.</summary>
    public bool IsExpected { get; set; }

    /// <summary>
    /// A receipt has told that it arrived, and does not count outside yet: the user sees it as delivered, and all else goes on as if nothing had been heard (<c>docs/protocol.md</c> §5.3).
    /// </summary>
    public bool IsConfirmed { get; set; }

    public required byte[] ParcelId { get; init; }

    public byte[]? ParcelHeader { get; set; }

    public byte[]? Digest { get; set; }
}
