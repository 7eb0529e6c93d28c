using System.Net;
using ToxMail.Web.Api;

namespace ToxMail.Web.Security;

/// <summary>Where a browser on this machine finds the dashboard; known once it listens.</summary>
internal sealed class DashboardAddress(LoginTokens tokens, TimeProvider time)
{
    /// <summary>The dashboard's first page.</summary>
    public Uri Root { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Takes the endpoint really bound; one that stands for every address is reached over loopback.</summary>
    public void Set(IPEndPoint endpoint)
    {
        var reachable = endpoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : endpoint.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : endpoint.Address;
        Root = new Uri($"http://{new IPEndPoint(reachable, endpoint.Port)}/");
    }

    /// <summary>A new one-time URL.</summary>
    public LoginLink NewLogin() => new($"{Root}login?token={tokens.Issue()}", time.GetUtcNow() + LoginTokens.Lifetime);
}
