using Microsoft.Playwright;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ToxMail.Tests.Browser;

/// <summary>What the user meets of names.</summary>
public sealed class NamesTests(NamedNode named, Chromium chromium) : IClassFixture<NamedNode>, IClassFixture<Chromium>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_is_shown_with_how_sure_it_is_before_it_is_added()
    {
        await using var browser = await OpenAsync("Contacts");
        var page = browser.Page;
        await FindAsync(page, "nobody@plain.test");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nobody@plain.test");

        await FindAsync(page, "Tarek@plain.test");
        var preview = page.GetByLabel("What was found");
        await Expect(preview.Locator(".badge")).ToHaveTextAsync("Found in DNS, could have been changed on the way");
        Assert.Null(await named.Node.Contacts.FindAsync(SignedDnsWorld.TarekId.PublicKey, Ct));
        await preview.GetByRole(AriaRole.Button, new() { Name = "Add it all the same" }).ClickAsync();

        var row = page.Locator(".rows li", new() { HasText = SignedDnsWorld.TarekId.PublicKey.ToString() });
        await Expect(row.Locator("strong")).ToHaveTextAsync("tarek@plain.test");
        await Expect(row.GetByText("could have been changed on the way")).ToBeVisibleAsync();
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_proved_name_says_by_whom()
    {
        await using var browser = await OpenAsync("Contacts");
        await FindAsync(browser.Page, "bob@example.test");
        var preview = browser.Page.GetByLabel("What was found");
        await Expect(preview.Locator(".badge")).ToContainTextAsync("Proved by DNSSEC for example.test on ");

        await preview.GetByRole(AriaRole.Button, new() { Name = "Add this contact" }).ClickAsync();

        await Expect(browser.Page.GetByText("Asked. Mail to them waits until they accept.")).ToBeVisibleAsync();
        Assert.Equal(NameTrust.Proved, (await named.Node.Contacts.FindAsync(SignedDnsWorld.BobId.PublicKey, Ct))?.Trust);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_mail_that_waits_for_a_word_is_sent_by_one_click()
    {
        await named.ParkAsync("carol@plain.test", 140, "To an unproved name");
        await using var browser = await OpenAsync("Queue");
        var row = browser.Page.Locator(".rows li", new() { HasText = "To an unproved name" });
        await Expect(row.Locator(".badge")).ToHaveTextAsync("Waiting for your confirmation");
        await Expect(row.GetByLabel(TemporaryStore.Key(140).ToString())).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Confirm and send" }).ClickAsync();

        await Expect(row.Locator(".badge")).ToHaveTextAsync("Waiting to be accepted as a contact");
        Assert.Equal(NameTrust.Unverified, (await named.Node.Contacts.FindAsync(TemporaryStore.Key(140), Ct))?.Trust);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_changed_key_is_shown_beside_the_known_one_and_the_user_decides()
    {
        await named.PinAsync("dave@example.test", 141, proved: true);
        var name = NamedNode.Name("dave@example.test");
        await named.Pins.RecordAsync(name, TemporaryStore.Key(141), new PinCheck { State = PinState.Changed, Why = "The name leads to another key now.", OtherKey = TemporaryStore.Key(142) }, DateTimeOffset.MaxValue, Ct);
        await using var browser = await OpenAsync("Contacts");
        var row = browser.Page.Locator(".rows li", new() { HasText = TemporaryStore.Key(141).ToString() });
        await Expect(row.GetByText("Leads to another key now", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(row.GetByLabel(TemporaryStore.Key(142).ToString())).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Keep the key I know" }).ClickAsync();

        await Expect(row.GetByText("Proved by DNSSEC for example.test on")).ToBeVisibleAsync();
        Assert.Equal(TemporaryStore.Key(142), (await named.Pins.FindAsync(name, Ct))?.DeclinedKey);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_name_whose_domain_is_no_longer_signed_is_forgotten_when_the_user_says_so()
    {
        await named.PinAsync("grace@given.up.test", 144, proved: true);
        var name = NamedNode.Name("grace@given.up.test");
        await named.Pins.RecordAsync(name, TemporaryStore.Key(144), new PinCheck { State = PinState.Bogus, Why = "names of this domain were proved by DNSSEC before, and this answer is not" }, DateTimeOffset.MaxValue, Ct);
        await using var browser = await OpenAsync("Contacts");
        var row = browser.Page.Locator(".rows li", new() { HasText = TemporaryStore.Key(144).ToString() });
        await Expect(row.GetByText("Only when the domain's owner told you that it is no longer signed, on purpose.")).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Forget this name" }).First.ClickAsync();
        await Expect(row.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Ask its owner first: somebody who tampers with the answers on their way makes them look just like this.");
        await row.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Forget this name" }).ClickAsync();

        await Expect(row.GetByText("Proof missing or broken")).ToBeHiddenAsync();
        Assert.Null(await named.Pins.FindAsync(name, Ct));
        Assert.False(await named.Pins.IsDomainSignedAsync(name, Ct));
        Assert.NotNull(await named.Node.Contacts.FindAsync(TemporaryStore.Key(144), Ct));
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_key_is_compared_by_eye_and_the_word_taken_back()
    {
        await named.PinAsync("erin@example.test", 143, proved: false);
        await using var browser = await OpenAsync("Contacts");
        var row = browser.Page.Locator(".rows li", new() { HasText = TemporaryStore.Key(143).ToString() });
        await row.GetByText("Compare keys").ClickAsync();
        await Expect(row.GetByLabel(named.OwnId.PublicKey.ToString())).ToBeVisibleAsync();
        await Expect(row.GetByRole(AriaRole.Img)).ToHaveCountAsync(2);

        await row.GetByRole(AriaRole.Button, new() { Name = "I compared it" }).ClickAsync();
        await Expect(row.Locator(".badge", new() { HasText = "You compared this key" })).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Take that back" }).ClickAsync();
        await Expect(row.Locator(".badge", new() { HasText = "You compared this key" })).ToBeHiddenAsync();
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_name_of_ones_own_is_published_and_checked_from_outside()
    {
        await using var browser = await OpenAsync("Names");
        var page = browser.Page;
        await page.GetByPlaceholder("you@your.domain").FillAsync("Frank@plain.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the record" }).ClickAsync();
        await Expect(page.GetByText($"frank._tox.plain.test. 3600 IN TXT \"v=tox1;id={named.OwnId}\"")).ToBeVisibleAsync();
        await Expect(page.Locator(".rows .badge")).ToHaveTextAsync("No usable record yet");

        await named.Dns.PublishAsync(NamedNode.Name("frank@plain.test"), named.OwnId, Ct);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await Expect(page.Locator(".rows .badge")).ToHaveTextAsync("Found, but nothing proves it");
        Assert.False(named.Node.Store.OwnNames.Owns(NamedNode.Name("frank@plain.test")));
        await page.GetByPlaceholder("you@your.domain").FillAsync("frank");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the record" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("user@example.org");
        browser.AssertNoComplaints();
    }

    private static async Task FindAsync(IPage page, string name)
    {
        await page.GetByLabel("Tox ID, mail card, link or address").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
    }

    private async Task<BrowserPage> OpenAsync(string title)
    {
        var browser = await chromium.LogInAsync(named.Node);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).ClickAsync();
        return browser;
    }
}
