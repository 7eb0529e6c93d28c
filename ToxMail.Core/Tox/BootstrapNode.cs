using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>A node that lets us into the network: over UDP at its port, as a TCP relay at its TCP ports.</summary>
/// <param name="Host">An IP address or a name.</param>
/// <param name="Port">Its UDP port.</param>
/// <param name="PublicKey">Its DHT key.</param>
/// <param name="TcpPorts">Where it serves as a TCP relay; empty when it does not.</param>
public sealed record BootstrapNode(string Host, ushort Port, PublicKey PublicKey, IReadOnlyList<ushort> TcpPorts);
