using System.Net;
using ToxMail.Web.Api;

namespace ToxMail.Web.Security;

/// <summary>
/// Stands before routing and before anything that looks at the path: refuses what another site's page makes a browser send here,
/// WebSocket upgrades above all, which no same-origin policy stops (RFC 6455 10.2).
/// </summary>
internal sealed class OriginGuard(RequestDelegate next, HostAllowList hosts)
{
    public Task InvokeAsync(HttpContext context) =>
        Refusal(context.Request) is { } reason
            ? Problems.Of(HttpStatusCode.Forbidden, "foreign-origin", reason).ExecuteAsync(context)
            : next(context);

    private string? Refusal(HttpRequest request)
    {
        if (!hosts.Allows(request.Host))
        {
            return "The Host header does not name this dashboard. Add the name to ToxMail:Dashboard:AllowedHosts if it should.";
        }

        return IsForeign(request) ? "The request comes from another site." : null;
    }

    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return origin.Count switch
        {
            0 => IsUpgrade(request) || (site is "cross-site" or "same-site" && !IsLinkFollowed(request)),
            1 => !IsOwn(origin.ToString(), request),
            _ => true,
        };
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsLinkFollowed(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool IsUpgrade(HttpRequest request) =>
        request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method);
}
