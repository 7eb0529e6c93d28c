namespace ToxMail.Core.Wire;

/// <summary>What a HELLO says of the relay (<c>docs/protocol.md</c> §5.4): how far two contacts have read each other's offer logs.</summary>
/// <param name="StoreId">Names the sender's offer log; new after a reset.</param>
/// <param name="LogHead">Its newest entry.</param>
/// <param name="YourStoreId">The log of the receiver that <paramref name="YourCursor"/> belongs to.</param>
/// <param name="YourCursor">How far the sender has read it.</param>
public readonly record struct NeighbourHello(ulong StoreId, ulong LogHead, ulong YourStoreId, ulong YourCursor);
