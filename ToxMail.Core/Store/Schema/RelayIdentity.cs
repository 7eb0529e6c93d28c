namespace ToxMail.Core.Store.Schema;

/// <summary>This node's own mail keys: one row.</summary>
internal sealed class RelayIdentity
{
    internal const int Only = 1;

    public int Id { get; init; } = Only;

    /// <summary>Secret; only the relay's sealing can read it.</summary>
    public required byte[] Keys { get; set; }
}
