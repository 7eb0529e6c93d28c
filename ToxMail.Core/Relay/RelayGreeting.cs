using ToxMail.Core.Addressing;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay;

/// <summary>What our HELLO to a contact says of the relay.</summary>
/// <param name="Relay">Null: nothing is relayed with it.</param>
/// <param name="StoreInstances">Of a store node: the Tox IDs of its instances.</param>
internal readonly record struct RelayGreeting(NeighbourHello? Relay, IReadOnlyList<ToxId>? StoreInstances);
