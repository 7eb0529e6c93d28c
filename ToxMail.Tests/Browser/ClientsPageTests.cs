using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ToxMail.Core.Tls;
using ToxMail.Tests.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ToxMail.Tests.Browser;

public sealed class ClientsPageTests(WebNode node, Chromium chromium) : IClassFixture<WebNode>, IClassFixture<Chromium>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_mail_clients_page_sets_a_client_up()
    {
        await using var browser = await chromium.LogInAsync(node);
        var page = browser.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Mail clients" }).ClickAsync();
        var authority = node.Services.GetRequiredService<TlsCertificates>().Status.Authority!;
        await Expect(page.GetByText(authority.Fingerprint)).ToBeVisibleAsync();

        await page.GetByLabel("Name of the client").FillAsync("msmtp");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a password" }).ClickAsync();
        var password = await page.Locator(".secret code").InnerTextAsync();
        await page.GetByText("msmtp", new() { Exact = true }).Last.ClickAsync();
        await Expect(page.GetByLabel("Configuration of msmtp", new() { Exact = true })).ToContainTextAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(page.GetByLabel("Configuration of msmtp", new() { Exact = true })).ToContainTextAsync("YOUR-PASSWORD");

        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a test mail" }).ClickAsync();
        await Expect(page.GetByText("It is in your mailbox")).ToBeVisibleAsync();
        Assert.Contains((await node.Store.Inbox.ListAsync(0, 50, Ct)).Entries, mail => mail.Subject == "Test mail from your own node");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download (PEM)" }).ClickAsync());
        Assert.Equal(authority.Pem, await File.ReadAllTextAsync(await download.PathAsync(), Ct));
        var profile = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Make a profile" }).ClickAsync());
        Assert.Equal("toxmail.mobileconfig", profile.SuggestedFilename);
        browser.AssertNoComplaints();
    }
}
