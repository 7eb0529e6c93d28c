using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using ToxMail.Tests.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ToxMail.Tests.Browser;

public sealed class RelayPageTests(WebNode node, Chromium chromium) : IClassFixture<WebNode>, IClassFixture<Chromium>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private RelayDesk Desk => node.Services.GetRequiredService<RelayDesk>();

    [Fact]
    public async Task Own_mail_on_its_way_appears_with_all_that_is_known_of_it()
    {
        await node.AcceptAsync(150, "sarah");
        await using var browser = await OpenAsync("Relay");
        await Expect(browser.Page.GetByText("Nothing. A mail whose recipient is away")).ToBeVisibleAsync();

        await RelayAsync(await new MailSamples(node).QueueAsync(150, "Before the holidays"));

        var row = browser.Page.Locator(".rows li", new() { HasText = "Before the holidays" });
        await Expect(row.Locator(".badge")).ToHaveTextAsync("With others");
        await Expect(row.GetByText("to sarah")).ToBeVisibleAsync();
        await Expect(row.GetByText($"handed over, 1 envelope, to pass through up to {new RelayOptions().Hops[0]} people")).ToBeVisibleAsync();
        await Expect(row.GetByText("without an answer it goes farther in")).ToBeVisibleAsync();

        await Desk.ChangeAsync(static limits => limits with { Mode = RelayMode.Off }, Ct);
        await Expect(browser.Page.GetByText("The relay is off: your node hands these to nobody else")).ToBeVisibleAsync();
        await Expect(row.GetByText("without an answer it goes farther in")).ToBeHiddenAsync();
        await Desk.ChangeAsync(static limits => limits with { Mode = RelayMode.Contacts }, Ct);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task Mode_and_limits_are_changed_and_put_back()
    {
        await using var browser = await OpenAsync("Relay");
        var page = browser.Page;
        await page.GetByRole(AriaRole.Radio, new() { Name = "Store node" }).CheckAsync();
        await page.GetByLabel("For others in all, MiB").FillAsync("0.5");
        await page.GetByLabel("Receipts: when you confirm").SelectOptionAsync("Strict");
        await Expect(page.GetByText("Senders hear that their mail came when you and they are online together, not before.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(page.GetByText("0 B of 512 KiB")).ToBeVisibleAsync();
        Assert.Equal((RelayMode.Store, 524_288, ReceiptPolicy.Strict), (Desk.Limits.Mode, Desk.Limits.StoreBytes, Desk.Limits.ReceiptPolicy));

        await page.GetByRole(AriaRole.Button, new() { Name = "As in the configuration" }).ClickAsync();
        await Expect(page.GetByText("0 B of 512 MiB")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("For contacts")).ToBeCheckedAsync();
        Assert.Equal(RelayLimits.Of(new RelayOptions()), Desk.Limits);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_limit_that_cannot_be_is_explained_beside_its_field_and_nothing_typed_is_lost()
    {
        await using var browser = await OpenAsync("Relay");
        var page = browser.Page;
        var (all, envelopes, daily) = (page.GetByLabel("For others in all, MiB"), page.GetByLabel("From each contact, envelopes"), page.GetByLabel("From each contact in a day, MiB"));
        await all.FillAsync("-3");
        await envelopes.FillAsync("99999999999");
        await daily.FillAsync("lots");
        await page.GetByLabel("Your own mails up to, MiB").FillAsync("0.25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Expect(page.GetByText("Nothing was saved: look at the fields marked above.")).ToBeVisibleAsync();
        await Expect(all).ToHaveAccessibleDescriptionAsync("It has to be a number from 0 to 1048576, such as 12 or 0.5.");
        await Expect(envelopes).ToHaveAccessibleDescriptionAsync("It has to be a whole number from 0 to 10000000.");
        Assert.Equal(("-3", "99999999999", "lots"), (await all.InputValueAsync(), await envelopes.InputValueAsync(), await daily.InputValueAsync()));
        Assert.Equal(RelayLimits.Of(new RelayOptions()), Desk.Limits);

        await all.FillAsync("512");
        await envelopes.FillAsync("2000");
        await daily.FillAsync("32");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.Equal(RelayLimits.Of(new RelayOptions()) with { MaxMailBytes = 262_144 }, Desk.Limits);
        await Desk.ChangeAsync(static _ => RelayLimits.Of(new RelayOptions()), Ct);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_store_node_that_could_not_be_asked_says_why_and_is_dismissed()
    {
        await using var browser = await OpenAsync("Relay");
        var page = browser.Page;
        await page.GetByLabel("Its Tox ID").FillAsync(TemporaryStore.Id(154).ToString());
        await page.GetByLabel("Your name for it").FillAsync("cupboard");
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        var row = page.Locator(".rows li", new() { HasText = TemporaryStore.Key(154).ToString() });
        await Expect(row.Locator(".badge")).ToHaveTextAsync("About to be asked");

        // Meanwhile somebody else gets the name.
        await node.AcceptAsync(155, "cupboard");
        await Expect(row.Locator(".badge")).ToHaveTextAsync("Not asked", new() { Timeout = 100_000 });
        await Expect(row.GetByText("Another contact has this alias.")).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();

        await Expect(row).ToHaveCountAsync(0);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_store_node_that_has_not_answered_is_shown_as_such()
    {
        await node.Contacts.AddStoreAsync(TemporaryStore.Id(159), "attic", "TMR1 join x", Ct);
        await using var browser = await OpenAsync("Relay");
        var row = browser.Page.Locator(".rows li", new() { HasText = TemporaryStore.Key(159).ToString() });
        await Expect(row.GetByText("not answered yet")).ToBeVisibleAsync();

        await node.Contacts.SetConnectionAsync(TemporaryStore.Key(159), LinkKind.Udp, Ct);

        await Expect(row.GetByText("keeps mail for you")).ToBeVisibleAsync();
        await Expect(row.GetByText("not answered yet")).ToHaveCountAsync(0);
        await node.Contacts.RemoveAsync(TemporaryStore.Key(159), Ct);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task What_is_settled_with_a_contact_is_chosen_on_its_row_and_shown_on_the_page()
    {
        await node.AcceptAsync(151, "bob");
        await using var browser = await OpenAsync("Contacts");
        var page = browser.Page;
        var row = page.Locator(".rows li", new() { HasText = TemporaryStore.Key(151).ToString() });
        await row.GetByText("Carrying mail").ClickAsync();
        await row.GetByLabel("Hide that we are in contact").CheckAsync();
        await row.GetByLabel("My mail to them may travel through others").UncheckAsync();
        await row.GetByRole(AriaRole.Combobox).SelectOptionAsync("Prompt");
        await Expect(row.GetByText("can learn from your answer that you know each other")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Relay", Exact = true }).ClickAsync();
        var line = page.Locator("tr", new() { HasText = "bob" });
        await Expect(line).ToContainTextAsync("hidden; your mail waits until you are both online; no mail keys yet");
        await Expect(line).ToContainTextAsync("Prompt");
        Assert.Equal(
            new RelayTerms { IsHidden = true, OwnMail = false, ReceiptPolicy = "Prompt" },
            (await node.Contacts.FindAsync(TemporaryStore.Key(151), Ct))!.Relay);
        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_card_with_other_mail_keys_is_kept_out_or_accepted_on_the_contacts_row()
    {
        using var before = MailIdentity.Create();
        using var after = MailIdentity.Create();
        await node.AcceptAsync(158, "erin");
        await Desk.AddCardAsync(MailCard.Of(before, TemporaryStore.Id(158)).ToContactCard(), null, null, Ct);
        await using var browser = await OpenAsync("Contacts");
        var page = browser.Page;
        var row = page.Locator(".rows li", new() { HasText = TemporaryStore.Key(158).ToString() });
        await row.GetByText("Carrying mail").ClickAsync();
        await Expect(row.GetByText("You have their mail card")).ToBeVisibleAsync();

        foreach (var isAccepted in (bool[])[false, true])
        {
            await page.Locator("input[name=address]").FillAsync(MailCard.Of(after, TemporaryStore.Id(158)).ToString());
            await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
            await Expect(page.GetByText("with other mail keys than this card's")).ToBeVisibleAsync();
            await Expect(row.GetByText("You added a mail card of erin with other keys")).ToBeVisibleAsync();
            await Expect(row.GetByText("other mail keys than those you know")).ToBeVisibleAsync();
            await row.GetByRole(AriaRole.Button, new() { Name = isAccepted ? "Accept the card's keys" : "Keep the keys I know" }).First.ClickAsync();
            if (isAccepted)
            {
                await row.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Accept the card's keys" }).ClickAsync();
            }

            await Expect(row.GetByText("You have their mail card")).ToBeVisibleAsync();
            await Expect(row.GetByText("other mail keys than those you know")).ToBeHiddenAsync();
            Assert.Equal(isAccepted, (await node.Contacts.FindAsync(TemporaryStore.Key(158), Ct))!.Card!.HasKeysOf(MailCard.Of(after, TemporaryStore.Id(158)).ToContactCard()));
        }

        browser.AssertNoComplaints();
    }

    [Fact]
    public async Task A_store_nodes_operator_sees_its_Tox_ID_and_members_and_removes_one()
    {
        await node.Contacts.AdmitAsync(TemporaryStore.Key(153), "join", 1, 9, Ct);
        await node.Contacts.SetNameAsync(TemporaryStore.Key(153), "Mallory", Ct);
        await Desk.ChangeAsync(limits => limits with { Mode = RelayMode.Store }, Ct);
        await using var browser = await OpenAsync("Relay");
        var page = browser.Page;
        await Expect(page.GetByLabel("Tox ID to give out as a QR code")).ToBeVisibleAsync();
        await Expect(page.GetByText("1 of 200")).ToBeVisibleAsync();
        await Desk.ChangeAsync(static limits => limits with { MaxMembers = 1 }, Ct);
        await Expect(page.GetByText("Full: who asks here for a place hears nothing, and no other")).ToBeVisibleAsync();
        await Desk.ChangeAsync(static limits => limits with { MaxMembers = 200 }, Ct);
        await Expect(page.GetByText("Full: who asks here")).ToHaveCountAsync(0);
        var line = page.Locator("tr", new() { HasText = "Mallory" });
        await line.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).First.ClickAsync();
        await line.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await Expect(page.GetByText("Nobody yet. Give out the Tox ID above")).ToBeVisibleAsync();
        Assert.Null(await node.Contacts.FindAsync(TemporaryStore.Key(153), Ct));
        await page.GetByLabel("Its Tox ID").FillAsync("bob");
        await page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Expect(page.GetByText("This is no Tox ID: give all the 76 digits")).ToBeVisibleAsync();
        await Desk.ChangeAsync(limits => limits with { Mode = RelayMode.Contacts }, Ct);
        browser.AssertNoComplaints();
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task The_page_fits_a_desk_and_a_phone(ColorScheme colours, int width)
    {
        await node.AcceptAsync(152, "a.contact.with.quite.a.long.alias.indeed");
        await using var browser = await chromium.LogInAsync(node, new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 900 } });
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Relay", Exact = true }).ClickAsync();
        await Expect(browser.Page.GetByRole(AriaRole.Heading, new() { Name = "Mode and limits" })).ToBeVisibleAsync();

        Assert.True(await browser.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        browser.AssertNoComplaints();
    }

    /// <summary>As the relay does.</summary>
    private async Task RelayAsync(long id)
    {
        await node.Contacts.SetConnectionAsync(TemporaryStore.Key(150), LinkKind.None, Ct);
        await node.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, 1, [1], [2], [new RelayedCopy([3], DateTimeOffset.MaxValue)]), Ct);
    }

    private async Task<BrowserPage> OpenAsync(string title)
    {
        var browser = await chromium.LogInAsync(node);
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).ClickAsync();
        return browser;
    }
}
