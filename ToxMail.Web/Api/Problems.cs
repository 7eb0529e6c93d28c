using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ToxMail.Web.Api;

/// <summary>Errors as RFC 9457 has them, with a <c>code</c> that scripts can rely on and a detail that people can act on.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(HttpStatusCode status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: (int)status, extensions: new Dictionary<string, object?> { ["code"] = code });

    public static ProblemHttpResult BadRequest(string code, string detail) => Of(HttpStatusCode.BadRequest, code, detail);

    public static ProblemHttpResult Conflict(string code, string detail) => Of(HttpStatusCode.Conflict, code, detail);

    public static ProblemHttpResult NotFound(string detail) => Of(HttpStatusCode.NotFound, "not-found", detail);

    public static ProblemHttpResult BadKey(string text) =>
        BadRequest("bad-public-key", $"\"{text}\" is not a public key of 64 hexadecimal digits.");
}
