using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>The node's HTTP API (interfaces: <c>/api/v1</c>) as a script outside the project sees it.</summary>
internal sealed class NodeApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http;

    public NodeApi(int port, string token)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<StatusView> StatusAsync(CancellationToken cancellationToken) => GetAsync<StatusView>("status", cancellationToken);

    public Task<IReadOnlyList<ContactView>> ContactsAsync(CancellationToken cancellationToken) => ListAsync<ContactView>("contacts", cancellationToken);

    public Task<IReadOnlyList<RequestView>> RequestsAsync(CancellationToken cancellationToken) => ListAsync<RequestView>("requests", cancellationToken);

    public Task<IReadOnlyList<InboxView>> InboxAsync(CancellationToken cancellationToken) => ListAsync<InboxView>("inbox?take=500", cancellationToken);

    public Task<IReadOnlyList<OutboxView>> OutboxAsync(CancellationToken cancellationToken, int skip = 0) =>
        ListAsync<OutboxView>($"outbox?take=500&skip={skip}", cancellationToken);

    public Task<HttpResponseMessage> AddContactAsync(string address, string? alias, string? message, CancellationToken cancellationToken) =>
        _http.PostAsJsonAsync("contacts", new { address, alias, message }, Json, cancellationToken);

    public Task<HttpResponseMessage> AcceptAsync(string publicKey, string? alias, CancellationToken cancellationToken) =>
        _http.PostAsJsonAsync($"requests/{publicKey}/accept", new { alias }, Json, cancellationToken);

    public Task<HttpResponseMessage> DeleteAsync(string path, CancellationToken cancellationToken) => _http.DeleteAsync(path, cancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, object? body, CancellationToken cancellationToken) =>
        _http.PostAsJsonAsync(path, body ?? new { }, Json, cancellationToken);

    /// <summary>Puts what the path says all of, and gives the answer.</summary>
    public async Task<T> PutAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.PutAsync(path, null, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("null");
    }

    public Task<HttpResponseMessage> PutAsync(string path, object body, CancellationToken cancellationToken) =>
        _http.PutAsJsonAsync(path, body, Json, cancellationToken);

    public Task<HttpResponseMessage> PatchAsync(string path, object body, CancellationToken cancellationToken) =>
        _http.PatchAsJsonAsync(path, body, Json, cancellationToken);

    /// <summary>Makes a password for a mail client; it is shown this once.</summary>
    public async Task<PasswordView> CreatePasswordAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync("passwords", new { name }, Json, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<PasswordView>(Json, cancellationToken) ?? throw new JsonException("null");
    }

    /// <summary>Fails with what the API said when the answer is not a success.</summary>
    public static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"{response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {text}", null, response.StatusCode);
        }
    }

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync("healthz", cancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }

    public void Dispose() => _http.Dispose();

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(path, cancellationToken);
        await EnsureAsync(response, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("null");
    }

    /// <summary>A list is either bare or a page with its items under <c>items</c>.</summary>
    private async Task<IReadOnlyList<T>> ListAsync<T>(string path, CancellationToken cancellationToken)
    {
        var root = await GetAsync<JsonElement>(path, cancellationToken);
        var items = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("items");
        return items.Deserialize<List<T>>(Json) ?? [];
    }
}
