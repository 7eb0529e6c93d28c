using Microsoft.Playwright;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ToxMail.Tests.Browser;

public sealed class LostNodeTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_page_says_that_its_node_is_gone_and_comes_back_with_it()
    {
        var port = PortPool.Take();
        var first = new WebNode($"--ToxMail:Dashboard:Port={port}");
        await first.InitializeAsync();
        await using var browser = await chromium.OpenAsync();
        await browser.Page.GotoAsync(first.NewLogin().ToString());
        await browser.Page.Locator("html[data-live]").WaitForAsync();

        await first.StopAsync();
        await Expect(browser.Page.GetByText("The connection to your node is lost")).ToBeVisibleAsync(new() { Timeout = 20_000 });

        await using var second = new WebNode(first.Folder, [$"--ToxMail:Dashboard:Port={port}"]);
        await second.InitializeAsync();
        await Expect(browser.Page.GetByText("The connection to your node is lost")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await browser.Page.Locator("html[data-live]").WaitForAsync();
    }
}
