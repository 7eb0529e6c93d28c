namespace ToxMail.Core.Relay;

/// <summary>When a contact's relayed mail is acknowledged: <c>docs/protocol.md</c> §5, and what it hides in <c>docs/threat-model.md</c>.</summary>
public enum ReceiptPolicy
{
    /// <summary>On the grid, and only once two contacts other than the sender, or a store node of the user's, have offered the envelope; else over a live link. The default.</summary>
    Guarded,

    /// <summary>On the grid.</summary>
    Prompt,

    /// <summary>Over a live link with the sender alone.</summary>
    Strict,
}
