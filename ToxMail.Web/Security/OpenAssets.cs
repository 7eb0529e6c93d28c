using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace ToxMail.Web.Security;

/// <summary>The static files that somebody who is not logged in may see: what the login page is made of.</summary>
internal static class OpenAssets
{
    private static readonly string[] Extensions = [".css", ".svg"];

    public static void WithLoginAssetsOpen(this StaticAssetsEndpointConventionBuilder assets) => assets.Add(endpoint =>
    {
        var path = (endpoint as RouteEndpointBuilder)?.RoutePattern.RawText ?? "";
        if (Extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal)))
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    });
}
