namespace ToxMail.Core.Relay.Gossip;

/// <summary>What a contact's HELLO says of its relay (<c>docs/protocol.md</c> §6.4).</summary>
/// <param name="StoreId">Names its offer log; new after a reset.</param>
/// <param name="LogHead">Its newest entry.</param>
/// <param name="YourStoreId">The log of ours that <paramref name="YourCursor"/> belongs to.</param>
/// <param name="YourCursor">How far it has read ours.</param>
internal readonly record struct NeighbourHello(ulong StoreId, ulong LogHead, ulong YourStoreId, ulong YourCursor);
