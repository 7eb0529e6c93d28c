using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace ToxMail.Web.Api;

/// <summary>Gives every error of the API a body (RFC 9457), also those that routing, binding or a bug answered without one.</summary>
internal static partial class ApiErrors
{
    /// <summary>A person reading pages gets pages, everybody else problem details.</summary>
    public static bool IsForProgram(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task WriteStatusAsync(StatusCodeContext context)
    {
        var status = (HttpStatusCode)context.HttpContext.Response.StatusCode;
        return Problems.Of(status, Code(status), Explain(status)).ExecuteAsync(context.HttpContext);
    }

    public static Task WriteExceptionAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var problem = exception switch
        {
            BadHttpRequestException bad => Problems.Of((HttpStatusCode)bad.StatusCode, Code((HttpStatusCode)bad.StatusCode), Explain(bad)),
            InvalidOperationException when HasUnknownCharset(context.Request) => Problems.Of(HttpStatusCode.UnsupportedMediaType, Code(HttpStatusCode.UnsupportedMediaType), "This call takes JSON in UTF-8."),
            IOException => Problems.Of(HttpStatusCode.InsufficientStorage, "storage-failed", $"It could not be stored, and nothing was changed: {exception.Message}"),
            _ => Problems.Of(HttpStatusCode.InternalServerError, "unexpected", "Something went wrong that should not have; the node's log says more."),
        };
        return problem.ExecuteAsync(context);
    }

    /// <summary>A client's mistake is no news for the log.</summary>
    public static bool IsClientMistake(ExceptionHandlerSuppressDiagnosticsContext context) =>
        context.Exception is BadHttpRequestException || (context.Exception is InvalidOperationException && HasUnknownCharset(context.HttpContext.Request));

    /// <summary>The framework takes a charset that it does not know for a fault of the program.</summary>
    private static bool HasUnknownCharset(HttpRequest request)
    {
        try
        {
            return request.GetTypedHeaders().ContentType is { Charset.HasValue: true, Encoding: null };
        }
        catch (NotSupportedException)
        {
            // UTF-7, which .NET knows and does not read.
            return true;
        }
    }

    private static string Explain(BadHttpRequestException bad) => bad.InnerException switch
    {
        JsonException { Path: { } path } => $"The body is not the JSON that this call takes, at {path}.",
        JsonException => "The body is not the JSON that this call takes.",
        _ when bad.StatusCode == StatusCodes.Status400BadRequest && bad.Message.Contains("body", StringComparison.OrdinalIgnoreCase) => "This call takes a JSON body.",
        _ => bad.StatusCode == StatusCodes.Status400BadRequest ? ExplainParameter(bad.Message) : Explain((HttpStatusCode)bad.StatusCode),
    };

    /// <summary>In our words: the framework's speak of its own types.</summary>
    private static string ExplainParameter(string message) =>
        WrongParameter().Match(message) is { Success: true } wrong ? $"\"{wrong.Groups["value"].Value}\" is no value for {wrong.Groups["name"].Value}."
        : MissingParameter().Match(message) is { Success: true } missing ? $"The parameter {missing.Groups["name"].Value} is missing."
        : "The parameters of this call are described at /openapi/v1.json.";

    [GeneratedRegex("^Failed to bind parameter \"(.* )?(?<name>\\w+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex WrongParameter();

    [GeneratedRegex("^Required parameter \"(.* )?(?<name>\\w+)\" was not provided from .*$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex MissingParameter();

    private static string Code(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "bad-request",
        HttpStatusCode.Unauthorized => "no-token",
        HttpStatusCode.NotFound => "not-found",
        HttpStatusCode.MethodNotAllowed => "wrong-method",
        HttpStatusCode.RequestEntityTooLarge => "body-too-large",
        HttpStatusCode.UnsupportedMediaType => "not-json",
        _ => "error",
    };

    private static string Explain(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => "Send the token from the file api.token in the data folder: Authorization: Bearer TOKEN.",
        HttpStatusCode.NotFound => "There is no such call. They are described at /openapi/v1.json.",
        HttpStatusCode.MethodNotAllowed => "This call has another method: see the header Allow.",
        HttpStatusCode.RequestEntityTooLarge => "The body is too large.",
        HttpStatusCode.UnsupportedMediaType => "This call takes application/json.",
        _ => $"The request failed with status {(int)status}.",
    };
}
