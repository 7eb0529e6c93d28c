using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>What the engine says of itself. <see cref="DhtKey"/> changes at every start and is what others use to bootstrap to this node.</summary>
public sealed record ToxStatus(ToxConnection Connection, PublicKey DhtKey, ushort UdpPort, ushort TcpRelayPort, Version LibraryVersion);
