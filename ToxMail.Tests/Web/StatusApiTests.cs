using System.Net;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class StatusApiTests(WebNode node) : IClassFixture<WebNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_status_has_the_fields_of_the_contract()
    {
        using var api = node.Api();

        var status = (await Answer.OfAsync(api.GetAsync("/api/v1/status", Ct))).Json;

        var key = status.GetProperty("publicKey").GetString();
        Assert.Matches("^[0-9A-F]{76}$", status.GetProperty("toxId").GetString());
        Assert.StartsWith(key!, status.GetProperty("toxId").GetString(), StringComparison.Ordinal);
        Assert.Equal($"{key}@tox.alt", status.GetProperty("address").GetString());
        Assert.Equal("none", status.GetProperty("connection").GetString());
        Assert.Matches("^[0-9A-F]{64}$", status.GetProperty("dhtKey").GetString());
        Assert.Equal(0, status.GetProperty("udpPort").GetInt32());
        Assert.Equal(0, status.GetProperty("tcpRelayPort").GetInt32());
        Assert.StartsWith("0.2.", status.GetProperty("toxcoreVersion").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, status.GetProperty("outbox").GetProperty("pending").GetInt32());
        Assert.Equal("Contacts", status.GetProperty("relay").GetProperty("mode").GetString());
        Assert.Equal(512 * 1024 * 1024, status.GetProperty("relay").GetProperty("held").GetProperty("limitBytes").GetInt64());
        Assert.Equal(["dashboard", "pop3", "smtp"], status.GetProperty("listeners").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.All(status.GetProperty("listeners").EnumerateArray(), one => Assert.Equal("listening", one.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/api/v1/healthz")]
    public async Task Health_needs_no_token(string path)
    {
        using var stranger = node.Stranger();

        using var answer = await stranger.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/api/v1/metrics")]
    public async Task Metrics_are_in_the_text_format(string path)
    {
        using var api = node.Api();

        var answer = await Answer.OfAsync(api.GetAsync(path, Ct));

        Assert.Equal("text/plain", answer.ContentType);
        Assert.Contains("toxmail_listener_up{name=\"smtp\"} 1\n", answer.Body, StringComparison.Ordinal);
        Assert.Contains("toxmail_outbox_recipients{state=\"AwaitingPeer\"} 0\n", answer.Body, StringComparison.Ordinal);
        Assert.Contains("# TYPE toxmail_deliveries_total counter\ntoxmail_deliveries_total{state=\"Delivered\"} 0\n", answer.Body, StringComparison.Ordinal);
        Assert.Contains("toxmail_relay_bytes 0\n", answer.Body, StringComparison.Ordinal);
        Assert.Contains("toxmail_relay_mode{mode=\"Contacts\"} 1\n", answer.Body, StringComparison.Ordinal);
        Assert.Contains("toxmail_relay_own_mails{state=\"in_flight\"} 0\n", answer.Body, StringComparison.Ordinal);
        Assert.All(answer.Body.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^(# (HELP|TYPE) .+|[a-z_]+(\{[^}]+\})? \d+)$", line));
    }

    [Fact]
    public async Task The_api_describes_every_call_of_the_contract()
    {
        using var api = node.Api();

        var paths = (await Answer.OfAsync(api.GetAsync("/openapi/v1.json", Ct))).Json.GetProperty("paths");

        foreach (var (path, methods) in new Dictionary<string, string[]>
        {
            ["status"] = ["get"],
            ["contacts"] = ["get", "post"],
            ["contacts/{publicKey}"] = ["patch", "delete"],
            ["requests"] = ["get"],
            ["requests/{publicKey}/accept"] = ["post"],
            ["requests/{publicKey}"] = ["delete"],
            ["introductions"] = ["get"],
            ["introductions/{introducedBy}/{publicKey}"] = ["delete"],
            ["introductions/{introducedBy}/{publicKey}/accept"] = ["post"],
            ["contacts/{publicKey}/introduce"] = ["post"],
            ["outbox"] = ["get"],
            ["outbox/{id}/retry"] = ["post"],
            ["outbox/{id}"] = ["delete"],
            ["inbox"] = ["get"],
            ["inbox/test"] = ["post"],
            ["inbox/{id}/raw"] = ["get"],
            ["passwords"] = ["get", "post", "delete"],
            ["passwords/{name}"] = ["delete"],
            ["setup"] = ["get"],
            ["names/{name}"] = ["get", "delete"],
            ["names/{name}/keep"] = ["post"],
            ["names/{name}/take"] = ["post"],
            ["own-names"] = ["get"],
            ["own-names/{name}"] = ["put", "delete"],
            ["own-names/{name}/check"] = ["post"],
            ["outbox/{id}/confirm"] = ["post"],
            ["contacts/{publicKey}/confirm"] = ["post", "delete"],
            ["relay"] = ["get", "put"],
            ["events"] = ["get"],
            ["metrics"] = ["get"],
            ["healthz"] = ["get"],
        })
        {
            Assert.All(methods, method => Assert.True(paths.GetProperty($"/api/v1/{path}").TryGetProperty(method, out _), $"{method} {path}"));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Events_tell_what_changed()
    {
        var ct = TestContext.Current.CancellationToken;
        using var api = node.Api();
        using var answer = await api.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead, ct);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        Assert.Equal("event: open", await reader.ReadLineAsync(ct));

        await node.Contacts.RecordRequestAsync(TemporaryStore.Key(99), "Hello", ct);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("data: {\"changed\":[\"requests\"]}", await NextDataAsync(reader));
    }

    [Fact]
    public async Task A_get_changes_nothing()
    {
        using var api = node.Api();
        var changes = node.Store.Changes.Subscribe();
        var kinds = changes.ReadAllAsync(Ct).GetAsyncEnumerator(Ct);

        foreach (var path in (string[])["status", "contacts", "requests", "outbox", "inbox", "passwords", "relay", "metrics"])
        {
            using var answer = await api.GetAsync($"/api/v1/{path}", Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        changes.Dispose();
        Assert.False(await kinds.MoveNextAsync());
    }

    private static async Task<string> NextDataAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && line != "data: {}")
            {
                return line;
            }
        }

        return "";
    }
}
