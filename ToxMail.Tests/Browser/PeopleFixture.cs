using System.Net.Http.Json;
using Microsoft.Playwright;
using ToxMail.Tests.EndToEnd.Relays;
using Xunit;

namespace ToxMail.Tests.Browser;

/// <summary>Bob, who knows Alice and Sarah, who do not know each other, and a store node that nobody knows: real nodes, whose pages a browser opens.</summary>
public sealed class PeopleFixture : IAsyncLifetime
{
    private readonly Chromium _chromium = new();
    private RelayGraph? _graph;

    internal RelayGraph Graph => _graph ?? throw new InvalidOperationException("Not started.");

    /// <summary>Logs in to somebody's dashboard and opens a page of it.</summary>
    internal async Task<BrowserPage> OpenAsync(string name, string title, CancellationToken cancellationToken)
    {
        using var answer = await Graph[name].Node.Api.PostAsync("login", null, cancellationToken);
        var link = await answer.Content.ReadFromJsonAsync<LoginView>(cancellationToken);
        var browser = await _chromium.LogInAsync(link!.Url, new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true }).WaitForAsync();
        return browser;
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await _chromium.InitializeAsync();
        var store = new Dictionary<string, string> { ["Relay:Mode"] = "Store" };
        _graph = await RelayGraph.StartAsync(
            new Dictionary<string, IReadOnlyDictionary<string, string>> { ["store"] = store },
            ["store"],
            CancellationToken.None,
            "alice-bob",
            "bob-sarah");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        if (_graph is not null)
        {
            await _graph.CloseAsync();
        }
    }

    private sealed record LoginView(Uri Url);
}
