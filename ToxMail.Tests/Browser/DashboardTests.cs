using Microsoft.Playwright;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Tests.Support;
using ToxMail.Tests.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ToxMail.Tests.Browser;

public sealed class DashboardTests(WebNode node, Chromium chromium) : IClassFixture<WebNode>, IClassFixture<Chromium>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_login_link_opens_the_overview_and_a_used_one_says_so()
    {
        var link = node.NewLogin().ToString();
        await using var browser = await chromium.OpenAsync();
        await using var other = await chromium.OpenAsync();

        await browser.Page.GotoAsync(link);
        await other.Page.GotoAsync(link);

        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        Assert.Equal(node.Root.ToString(), browser.Page.Url);
        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("used already");
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task The_overview_shows_who_one_is_and_copies_it()
    {
        await using var browser = await LogInAsync(new() { Permissions = ["clipboard-read", "clipboard-write"] });
        var id = ((OwnIdentity)node.Services.GetService(typeof(OwnIdentity))!).Id.ToString();

        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Copy Tox ID" }).ClickAsync();

        await Expect(browser.Page.GetByText(id, new() { Exact = true })).ToBeVisibleAsync();
        await Expect(browser.Page.GetByRole(AriaRole.Img, new() { Name = "Your Tox ID as a QR code" })).ToBeVisibleAsync();
        Assert.Equal(id, await browser.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_contact_is_added_and_a_mistyped_one_explained()
    {
        await using var browser = await LogInAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Contacts" }).ClickAsync();

        await page.GetByLabel("Tox ID, mail card, link or address").FillAsync("nonsense nobody");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        await page.GetByLabel("Tox ID, mail card, link or address").FillAsync(TemporaryStore.Id(120).ToString());
        await page.GetByLabel("Your name for them (optional").FillAsync("bob");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();

        var row = page.Locator(".rows li", new() { HasText = TemporaryStore.Key(120).ToString() });
        await Expect(row.GetByText("bob", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(row.GetByText("Has not accepted yet")).ToBeVisibleAsync();
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_request_appears_by_itself_and_is_accepted()
    {
        await using var browser = await LogInAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Contacts" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your contacts" })).ToBeVisibleAsync();

        await node.Contacts.RecordRequestAsync(TemporaryStore.Key(121), "It is me, Carol <b>!</b>", Ct);

        await Expect(page.GetByText("It is me, Carol <b>!</b>")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(page.GetByText("It is me, Carol")).ToBeHiddenAsync();
        Assert.Equal(ContactState.Contact, (await node.Contacts.FindAsync(TemporaryStore.Key(121), Ct))?.State);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task The_queue_follows_a_mail_live_until_it_is_cancelled()
    {
        await using var browser = await LogInAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Queue" }).ClickAsync();
        await Expect(page.GetByText("Nothing here.")).ToBeVisibleAsync();

        await new MailSamples(node).QueueAsync(122, "Lunch on Friday?");
        await Expect(page.GetByText("Lunch on Friday?")).ToBeVisibleAsync();
        await Expect(page.Locator(".badge")).ToHaveTextAsync("Waiting to be accepted as a contact");

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel mail", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel mail", Exact = true }).ClickAsync();
        await Expect(page.Locator(".badge")).ToHaveTextAsync("Cancelled");
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_password_is_made_shown_once_and_revoked()
    {
        await using var browser = await LogInAsync();
        var page = browser.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Mail clients" }).ClickAsync();

        await page.GetByLabel("Name of the client").FillAsync("Mutt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a password" }).ClickAsync();
        var password = await page.Locator(".secret code").InnerTextAsync();

        Assert.True(await node.Store.Passwords.VerifyAsync("me", password, null, Ct));
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(page.Locator("body")).Not.ToContainTextAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(page.Locator(".rows").GetByText("Mutt", new() { Exact = true })).ToBeHiddenAsync();
        Assert.False(await node.Store.Passwords.VerifyAsync("me", password, null, Ct));
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task Logging_out_closes_the_dashboard()
    {
        await using var browser = await LogInAsync();

        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(browser.Page.GetByText("toxmail login")).ToBeVisibleAsync();
        await browser.Page.GotoAsync(node.Root + "contacts");

        await Expect(browser.Page.GetByText("toxmail login")).ToBeVisibleAsync();
    }

    private Task<BrowserPage> LogInAsync(BrowserNewContextOptions? options = null) => chromium.LogInAsync(node, options);
}
