using System.Net;
using System.Text;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class ErrorTests(WebNode node) : IClassFixture<WebNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v2/status", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api", HttpStatusCode.NotFound, "not-found")]
    [InlineData("PUT", "/api/v1/status", HttpStatusCode.MethodNotAllowed, "wrong-method")]
    [InlineData("DELETE", "/api/v1/outbox", HttpStatusCode.MethodNotAllowed, "wrong-method")]
    [InlineData("GET", "/api/v1/outbox/1/retry", HttpStatusCode.MethodNotAllowed, "wrong-method")]
    [InlineData("POST", "/api/v1/contacts", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("GET", "/api/v1/contacts/xyz", HttpStatusCode.BadRequest, "bad-public-key")]
    [InlineData("DELETE", "/api/v1/contacts/xyz", HttpStatusCode.BadRequest, "bad-public-key")]
    [InlineData("GET", "/api/v1/outbox?take=501", HttpStatusCode.BadRequest, "bad-page")]
    [InlineData("GET", "/api/v1/outbox?take=0", HttpStatusCode.BadRequest, "bad-page")]
    [InlineData("GET", "/api/v1/inbox?skip=-1", HttpStatusCode.BadRequest, "bad-page")]
    [InlineData("GET", "/api/v1/inbox?take=many", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("GET", "/api/v1/contacts?take=9999999999", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("GET", "/api/v1/outbox?state=Lost", HttpStatusCode.BadRequest, "bad-state")]
    [InlineData("GET", "/api/v1/outbox?state=3", HttpStatusCode.BadRequest, "bad-state")]
    [InlineData("GET", "/api/v1/inbox/77", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v1/inbox/77/raw", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v1/inbox/first", HttpStatusCode.NotFound, "not-found")]
    [InlineData("POST", "/api/v1/outbox/77/retry", HttpStatusCode.NotFound, "not-found")]
    [InlineData("DELETE", "/api/v1/outbox/77", HttpStatusCode.NotFound, "not-found")]
    [InlineData("DELETE", "/api/v1/passwords/nobody", HttpStatusCode.NotFound, "not-found")]
    [InlineData("DELETE", "/api/v1/passwords", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("DELETE", "/api/v1/passwords?name=nobody", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/v1/names/bob@example.org", HttpStatusCode.ServiceUnavailable, "resolver-failed")]
    [InlineData("GET", "/api/v1/names/bob@example.onion", HttpStatusCode.BadRequest, "not-a-name")]
    [InlineData("GET", "/api/v1/names/bob@tox.alt", HttpStatusCode.BadRequest, "not-a-name")]
    [InlineData("DELETE", "/api/v1/names/bob@example.org", HttpStatusCode.NotFound, "not-found")]
    [InlineData("POST", "/api/v1/names/bob@example.org/keep", HttpStatusCode.Conflict, "not-changed")]
    [InlineData("PUT", "/api/v1/own-names/bob", HttpStatusCode.BadRequest, "not-a-name")]
    [InlineData("POST", "/api/v1/own-names/bob@example.org/check", HttpStatusCode.NotFound, "not-found")]
    [InlineData("DELETE", "/api/v1/own-names/bob@example.org", HttpStatusCode.NotFound, "not-found")]
    [InlineData("POST", "/api/v1/outbox/77/confirm", HttpStatusCode.NotFound, "not-found")]
    [InlineData("POST", "/api/v1/contacts/77/confirm", HttpStatusCode.BadRequest, "bad-public-key")]
    [InlineData("PUT", "/api/v1/relay", HttpStatusCode.BadRequest, "bad-request")]
    public async Task Every_error_is_a_problem_with_a_code(string method, string path, HttpStatusCode status, string code)
    {
        using var api = node.Api();

        var answer = await Answer.OfAsync(api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Ct));

        answer.AssertProblem(status, code);
    }

    [Theory]
    [InlineData("GET", "inbox?take=many", "\"many\" is no value for take.")]
    [InlineData("GET", "contacts?skip=1.5", "\"1.5\" is no value for skip.")]
    [InlineData("DELETE", "passwords", "The parameter name is missing.")]
    public async Task A_wrong_parameter_is_told_in_the_words_of_the_api(string method, string path, string detail)
    {
        using var api = node.Api();

        var answer = await Answer.OfAsync(api.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}"), Ct));

        Assert.Equal(detail, answer.Json.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"address\":5}")]
    [InlineData("{\"address\":null}")]
    [InlineData("{\"address\":\"a\",\"alais\":\"b\"}")]
    [InlineData("{\"address\":\"a\"} trailing")]
    public async Task A_body_that_is_not_the_calls_json_is_a_problem(string body)
    {
        using var api = node.Api();

        var answer = await Answer.OfAsync(api.PostAsync("/api/v1/contacts", new StringContent(body, Encoding.UTF8, "application/json"), Ct));

        answer.AssertProblem(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task A_body_of_another_kind_is_a_problem()
    {
        using var api = node.Api();

        var answer = await Answer.OfAsync(api.PostAsync("/api/v1/contacts", new StringContent("address=a", Encoding.UTF8, "application/x-www-form-urlencoded"), Ct));

        answer.AssertProblem(HttpStatusCode.UnsupportedMediaType, "not-json");
    }

    [Theory]
    [InlineData("latin-1")]
    [InlineData("utf-7")]
    [InlineData("nonsense")]
    public async Task A_body_in_a_charset_that_nobody_reads_is_a_problem(string charset)
    {
        using var api = node.Api();
        var content = new StringContent("{\"name\":\"mutt\"}");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        var answer = await Answer.OfAsync(api.PostAsync("/api/v1/passwords", content, Ct));

        answer.AssertProblem(HttpStatusCode.UnsupportedMediaType, "not-json");
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off()
    {
        using var api = node.Api();

        var answer = await Answer.OfAsync(api.PostAsync("/api/v1/contacts", WebNode.Json(new { address = new string('a', 100_000) }), Ct));

        answer.AssertProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }
}
