namespace ToxMail.Tests.Support.Nodes;

/// <summary>One socket; the remote port is 0 for one that listens.</summary>
/// <param name="Table"><c>tcp</c>, <c>tcp6</c>, <c>udp</c> or <c>udp6</c>.</param>
/// <param name="LocalPort">This end.</param>
/// <param name="RemotePort">The other end.</param>
internal sealed record ProcessSocket(string Table, int LocalPort, int RemotePort);
