using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Web.Security;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class LoginTests(WebNode node) : IClassFixture<WebNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/contacts")]
    [InlineData("/queue")]
    [InlineData("/clients")]
    [InlineData("/not-there")]
    public async Task A_page_without_login_leads_to_the_login_page(string path)
    {
        using var stranger = node.Stranger();
        stranger.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await stranger.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/_blazor/negotiate?negotiateVersion=1", "POST")]
    [InlineData("/_framework/blazor.web.js", "GET")]
    [InlineData("/app.js", "GET")]
    [InlineData("/logout", "POST")]
    [InlineData("/openapi/v1.json", "GET")]
    [InlineData("/metrics", "GET")]
    [InlineData("/api/v1/status", "GET")]
    [InlineData("/api/v1/events", "GET")]
    [InlineData("/api/v1/login", "POST")]
    [InlineData("/api/v1/nothing", "GET")]
    public async Task Nothing_else_is_given_to_a_stranger(string path, string method)
    {
        using var stranger = node.Stranger();

        var answer = await Answer.OfAsync(stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Ct));

        answer.AssertProblem(HttpStatusCode.Unauthorized, "no-token");
    }

    [Fact]
    public async Task The_login_link_works_once()
    {
        var link = node.NewLogin();
        using var first = node.Stranger();

        using var opened = await first.GetAsync(link, Ct);
        using var again = await first.GetAsync(link, Ct);

        Assert.Equal("/", opened.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.False(again.Headers.Contains("Set-Cookie"));
        Assert.Contains("used already", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_is_for_this_node_and_this_site_only()
    {
        using var stranger = node.Stranger();

        using var answer = await stranger.GetAsync(node.NewLogin(), Ct);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^toxmail-[0-9A-F]{16}=", cookie);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("' or 1=1")]
    public async Task A_guessed_token_is_refused(string token)
    {
        using var stranger = node.Stranger();

        using var answer = await stranger.GetAsync($"/login?token={Uri.EscapeDataString(token)}", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public void A_token_dies_of_age()
    {
        var time = new FakeTimeProvider();
        var tokens = new LoginTokens(time);
        var token = tokens.Issue();

        time.Advance(LoginTokens.Lifetime);

        Assert.False(tokens.Redeem(token));
    }

    [Fact]
    public async Task Logging_in_opens_every_page()
    {
        using var browser = await node.BrowserAsync();

        foreach (var path in (string[])["/", "/contacts", "/queue", "/clients"])
        {
            using var page = await browser.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        using var missing = await browser.GetAsync("/not-there", Ct);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Contains("There is no such page", await missing.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_does_not_open_the_api()
    {
        using var browser = await node.BrowserAsync();

        using var answer = await browser.GetAsync("/api/v1/status", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_wrong_token_opens_nothing()
    {
        using var stranger = node.Stranger();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 64));

        var answer = await Answer.OfAsync(stranger.GetAsync("/api/v1/status", Ct));

        answer.AssertProblem(HttpStatusCode.Unauthorized, "no-token");
        Assert.Equal("Bearer", Assert.Single(answer.Raw.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task Logging_out_needs_the_pages_own_form()
    {
        using var browser = await node.BrowserAsync();

        using var answer = await browser.PostAsync("/logout", null, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/app.css")]
    [InlineData("/api/v1/status")]
    [InlineData("/nothing")]
    public async Task Every_answer_forbids_what_it_can(string path)
    {
        using var stranger = node.Stranger();

        using var answer = await stranger.GetAsync(path, Ct);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task The_apis_token_is_readable_by_its_owner_only_and_stays()
    {
        var path = Path.Combine(node.Folder, "api.token");
        var before = await File.ReadAllTextAsync(path, Ct);

        Assert.Matches("^[0-9a-f]{64}\n$", before);
        Assert.Equal(before.Trim(), ApiToken.ReadOrCreate(path).Value);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_token_file_with_something_else_in_it_is_refused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "secret");

        var fault = Assert.Throws<InvalidDataException>(() => ApiToken.ReadOrCreate(path));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        File.Delete(path);
    }
}
