namespace ToxMail.Core.Store.Schema;

/// <summary>An envelope of ours that carries a mail: what it takes to have it deleted everywhere.</summary>
internal sealed class RelayCopy
{
    public long Id { get; init; }

    public required long RecipientId { get; init; }

    public OutboxRecipient Recipient { get; init; } = null!;

    /// <summary>x.</summary>
    public required byte[] Release { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
