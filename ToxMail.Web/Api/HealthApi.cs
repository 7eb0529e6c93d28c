using System.Net;
using ToxMail.Core.Hosting;

namespace ToxMail.Web.Api;

/// <summary><c>/healthz</c>: 200 once every server listens; needs no token and tells nothing else.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet("/healthz", Answer).AllowAnonymous();

    private static IResult Answer(Readiness readiness) =>
        readiness.IsReady ? TypedResults.Text("ready\n") : Problems.Of(HttpStatusCode.ServiceUnavailable, "not-ready", "Not every server listens yet.");
}
