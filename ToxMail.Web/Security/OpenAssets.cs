using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace ToxMail.Web.Security;

/// <summary>The static files that somebody who is not logged in may see: what the login page is made of.</summary>
internal static class OpenAssets
{
    private static readonly string[] Names = ["app.", "logo.", "favicon."];

    public static void WithLoginAssetsOpen(this StaticAssetsEndpointConventionBuilder assets) => assets.Add(endpoint =>
    {
        var path = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
        if (Names.Any(name => path.TrimStart('/').StartsWith(name, StringComparison.Ordinal)))
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    });
}
