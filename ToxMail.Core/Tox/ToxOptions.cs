namespace ToxMail.Core.Tox;

/// <summary>How the node takes part in the Tox network: <c>ToxMail:Tox</c>.</summary>
public sealed record ToxOptions
{
    /// <summary>Off: TCP relays only. A proxy turns it off too.</summary>
    public bool UdpEnabled { get; init; } = true;

    /// <summary>Off: IPv4 only.</summary>
    public bool Ipv6Enabled { get; init; } = true;

    /// <summary>Looks for contacts on the local network by broadcast.</summary>
    public bool LocalDiscovery { get; init; } = true;

    /// <summary>The first UDP port tried.</summary>
    public ushort StartPort { get; init; } = 33445;

    /// <summary>The last UDP port tried.</summary>
    public ushort EndPort { get; init; } = 33545;

    /// <summary>Serves as a TCP relay for others on this port; 0 is off.</summary>
    public ushort TcpRelayPort { get; init; }

    /// <summary><c>socks5://host:port</c> or <c>http://host:port</c>; with it UDP, local discovery and plain DNS are off.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Uses the list of public nodes shipped with the program.</summary>
    public bool UseDefaultBootstrapNodes { get; init; } = true;

    /// <summary>Nodes to start from, beside the shipped ones.</summary>
    public IReadOnlyList<BootstrapNode> BootstrapNodes { get; init; } = [];
}
