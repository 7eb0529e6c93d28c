using System.Net;

namespace ToxMail.Core.Hosting;

/// <summary>Where the dashboard and the HTTP API listen: <c>ToxMail:Dashboard</c>.</summary>
public sealed record DashboardOptions
{
    /// <summary>The address to listen on; one that is not loopback needs <see cref="AllowRemote"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes any free one.</summary>
    public ushort Port { get; init; } = 8080;

    /// <summary>The user's word that other machines may reach the dashboard.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Host names under which a browser may reach it, beside the loopback ones.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
