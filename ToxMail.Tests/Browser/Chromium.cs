using Microsoft.Playwright;
using ToxMail.Tests.Web;
using Xunit;

namespace ToxMail.Tests.Browser;

/// <summary>The system's Chromium, driven by Playwright; one for all tests of a class. test.sh installs it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A fresh profile: no cookies, and everything that went wrong on its page fails the test that asks.</summary>
    internal async Task<BrowserPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var context = await _browser!.NewContextAsync(options);
        return new BrowserPage(context, await context.NewPageAsync());
    }

    /// <summary>The same, logged in to a node's dashboard.</summary>
    internal Task<BrowserPage> LogInAsync(WebNode node, BrowserNewContextOptions? options = null) => LogInAsync(node.NewLogin(), options);

    /// <summary>The same by a login link.</summary>
    internal async Task<BrowserPage> LogInAsync(Uri link, BrowserNewContextOptions? options = null)
    {
        var browser = await OpenAsync(options);
        await browser.Page.GotoAsync(link.ToString());

        // Clicks before the circuit stands go nowhere.
        await browser.Page.Locator("html[data-live]").WaitForAsync();
        return browser;
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
    }
}
