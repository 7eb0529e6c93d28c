using System.Net;
using System.Text.Json;
using Xunit;

namespace ToxMail.Tests.Web;

/// <summary>What the API answered, read once.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string Body, HttpResponseMessage Raw)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<Answer> OfAsync(Task<HttpResponseMessage> sending)
    {
        var response = await sending;
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(Ct), response);
    }

    /// <summary>Checks that it is a problem of RFC 9457 with a code and a detail.</summary>
    public void AssertProblem(HttpStatusCode status, string code)
    {
        Assert.Equal((status, "application/problem+json"), (Status, ContentType));
        Assert.Equal((int)status, Json.GetProperty("status").GetInt32());
        Assert.Equal(code, Json.GetProperty("code").GetString());
        Assert.False(string.IsNullOrWhiteSpace(Json.GetProperty("detail").GetString()));
    }
}
