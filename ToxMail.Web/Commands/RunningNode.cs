using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using ToxMail.Core.Store;
using ToxMail.Web.Security;

namespace ToxMail.Web.Commands;

/// <summary>The node that holds the data folder, asked over its HTTP API.</summary>
internal sealed class RunningNode : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;

    private RunningNode(Uri dashboard, ApiToken token)
    {
        // Straight to loopback, whatever proxy the environment names: the token must not go anywhere else.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(dashboard, "/api/v1/"),
            Timeout = TimeSpan.FromSeconds(20),
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
    }

    /// <summary>
    /// The node of a folder in use; null when nobody holds the folder, or the node left no address yet, as while it starts. An address that a
    /// killed node left is not asked: whoever listens there now would be handed the token.
    /// </summary>
    public static RunningNode? Find(string folder) =>
        DataDirectory.IsHeld(folder)
        && new RunningNodeFile(folder).Read() is { } dashboard
        && ApiToken.Read(DataDirectory.ApiTokenIn(folder)) is { } token
            ? new RunningNode(dashboard, token)
            : null;

    /// <exception cref="IOException">The node answered with an error, whose words are the message, or not at all.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        await ReadAsync<T>(await SendAsync(() => _http.GetAsync(path, cancellationToken)), cancellationToken);

    /// <inheritdoc cref="GetAsync{T}" />
    public async Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        await ReadAsync<T>(await SendAsync(() => _http.PostAsJsonAsync(path, body, Json, cancellationToken)), cancellationToken);

    /// <inheritdoc cref="GetAsync{T}" />
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => _http.DeleteAsync(path, cancellationToken));
        await EnsureAsync(response, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException failed)
        {
            throw new IOException($"The running node does not answer: {failed.Message}", failed);
        }
        catch (TaskCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new IOException("The running node does not answer in time.", late);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            await EnsureAsync(response, cancellationToken);
            return await ParseAsync<T>(response, cancellationToken) ?? throw new IOException("The running node answered with nothing.");
        }
    }

    private static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var problem = response.Content.Headers.ContentType?.MediaType == "application/problem+json" ? await ParseAsync<ProblemDetails>(response, cancellationToken) : null;
        throw new IOException(problem?.Detail ?? $"The running node answered with status {(int)response.StatusCode}.");
    }

    private static async Task<T?> ParseAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken);
        }
        catch (Exception foreign) when (foreign is JsonException or NotSupportedException)
        {
            throw new IOException("What answers at the dashboard's address is not a ToxMail node.", foreign);
        }
    }
}
