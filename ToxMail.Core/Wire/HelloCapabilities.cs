namespace ToxMail.Core.Wire;

/// <summary>What a node can take beyond the first form of the protocol: <c>docs/protocol.md</c> §1.1. Unknown bits mean nothing.</summary>
[Flags]
public enum HelloCapabilities
{
    None = 0,

    /// <summary>Bundles that are packed: §2.3.</summary>
    PackedBundles = 1,
}
