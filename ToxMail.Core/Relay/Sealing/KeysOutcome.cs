namespace ToxMail.Core.Relay.Sealing;

/// <summary>What a KEYS frame brought about.</summary>
internal sealed record KeysOutcome
{
    /// <summary>Bodies of KEYS frames to be sent back, in order.</summary>
    public IReadOnlyList<byte[]> Replies { get; init; } = [];

    /// <summary>The state is to be saved before a reply leaves.</summary>
    public bool IsChanged { get; init; }

    /// <summary>The tags the contact may use are others.</summary>
    public bool TagsChanged { get; init; }

    /// <summary>The contact shows another mail identity than the pinned one. Nothing is sealed to it until the user says so: <see cref="PairState.AcceptOther"/>.</summary>
    public bool PeerKeysChanged { get; init; }

    /// <summary>The card that the contact showed.</summary>
    public MailCard? Card { get; init; }

    /// <summary>The frame breaks its layout, or what it claims is false: it counts against the contact.</summary>
    public bool IsMalformed { get; init; }

    internal static KeysOutcome Nothing { get; } = new();

    internal static KeysOutcome Malformed { get; } = new() { IsMalformed = true };
}
