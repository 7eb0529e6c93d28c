using System.Net;
using ToxMail.Core.Hosting;

namespace ToxMail.Web.Security;

/// <summary>
/// The names under which this dashboard may be asked for. A name that somebody else controls can be pointed at loopback
/// (DNS rebinding); an IP address cannot, so with <c>AllowRemote</c> every literal address is fine and a name still has to be listed.
/// </summary>
internal sealed class HostAllowList(DashboardOptions options)
{
    /// <summary>True when the Host header names this dashboard; the port is the browser's business (SSH tunnels change it).</summary>
    public bool Allows(HostString host)
    {
        var name = host.Host.TrimStart('[').TrimEnd(']');
        return name.Length > 0
            && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || options.AllowedHosts.Contains(name, StringComparer.OrdinalIgnoreCase)
                || AllowsAddress(name));
    }

    private bool AllowsAddress(string name) =>
        IPAddress.TryParse(name, out var address)
        && (options.AllowRemote || IPAddress.IsLoopback(address) || address.Equals(options.Address));
}
