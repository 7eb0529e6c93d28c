using Microsoft.Playwright;
using ToxMail.Tests.EndToEnd.Relays;
using ToxMail.Tests.Support.Nodes;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ToxMail.Tests.Browser;

/// <summary>How people come to know each other and a store node, as they see it on their pages.</summary>
public sealed class PeopleTests(PeopleFixture people) : IClassFixture<PeopleFixture>
{
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = (float)RelayGraph.Timeout.TotalMilliseconds };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_card_is_copied_on_one_page_and_added_on_anothers()
    {
        await people.Graph.OnlyAsync(Cancelled, "alice", "bob", "store");
        await using var giver = await people.OpenAsync("store", "Overview", Cancelled);
        await giver.Page.GetByRole(AriaRole.Button, new() { Name = "Copy Mail card" }).ClickAsync();
        var card = await giver.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        await using var taker = await people.OpenAsync("alice", "Contacts", Cancelled);
        var page = taker.Page;

        await AddAsync(page, card[..^3], "carol");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The mail keys in this card are cut off or altered: copy all of it.");
        await Expect(page.GetByLabel("Your name for them")).ToHaveValueAsync("carol");
        await AddAsync(page, card, "carol");

        await Expect(page.GetByText("Asked. Mail to them waits until they accept.")).ToBeVisibleAsync();
        var row = RowOf(page, people.Graph["store"]);
        await Expect(row.GetByText("carol", new() { Exact = true })).ToBeVisibleAsync();
        await row.GetByText("Carrying mail").ClickAsync();
        await Expect(row.GetByText("You have their mail card: a first letter of some 3 kB can reach them through others.")).ToBeVisibleAsync();
        giver.AssertNoComplaints();
        taker.AssertNoComplaints();
    }

    [Fact]
    public async Task Two_contacts_are_introduced_and_one_writes_the_other_a_first_letter_which_is_accepted()
    {
        var (alice, sarah) = (people.Graph["alice"], people.Graph["sarah"]);
        await people.Graph.OnlyAsync(Cancelled, "alice", "bob");
        await IntroduceAsync();
        await using (var browser = await people.OpenAsync("alice", "Contacts", Cancelled))
        {
            await Expect(browser.Page.GetByText("bob would like you to meet Sarah Miller")).ToBeVisibleAsync(Soon);
            await Expect(browser.Page.GetByLabel("Your name for them").First).ToHaveValueAsync("Sarah.Miller");
            await browser.Page.GetByRole(AriaRole.Article).GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
            await Expect(RowOf(browser.Page, sarah).GetByText("A contact gave you this key")).ToBeVisibleAsync();
            await Expect(browser.Page.GetByRole(AriaRole.Article)).ToHaveCountAsync(0);
            browser.AssertNoComplaints();
        }

        var letter = TestMail.Create(alice, sarah, 1_000);
        await alice.SendAsync(letter, sarah, Cancelled);
        await using (var browser = await people.OpenAsync("alice", "Queue", Cancelled))
        {
            await Expect(browser.Page.GetByText("Travels as a first letter, to be accepted")).ToBeVisibleAsync(Soon);
            await browser.Page.GetByText("what is known of it").ClickAsync();
            await Expect(browser.Page.Locator("section[aria-labelledby=way] .badge")).ToHaveTextAsync("With others");
            browser.AssertNoComplaints();
        }

        await people.Graph.WaitForFromAsync("bob", "alice", static count => count == 1, Cancelled);
        await people.Graph.OnlyAsync(Cancelled, "bob", "sarah");
        await AcceptAsync(alice);
        await Wait.UntilAsync(
            async () => (await sarah.ReadMailboxAsync(Cancelled)).Any(mail => TestMail.ReadMessageId(mail) == letter.MessageId),
            RelayGraph.Timeout,
            () => $"the letter to be in Sarah's mailbox\n{sarah.Node.Tail()}",
            Cancelled);
    }

    [Fact]
    public async Task A_store_node_is_joined_by_its_Tox_ID_and_left()
    {
        await people.Graph.OnlyAsync(Cancelled, "bob", "store");
        await using var operators = await people.OpenAsync("store", "Relay", Cancelled);
        await operators.Page.GetByRole(AriaRole.Button, new() { Name = "Copy Tox ID to give out" }).ClickAsync();
        var id = await operators.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        await using var browser = await people.OpenAsync("bob", "Relay", Cancelled);
        var page = browser.Page;

        await JoinAsync(page, id[..^1], "cupboard");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not a Tox ID: it has 76 digits from 0 to 9 and A to F.");
        await JoinAsync(page, id, "alice");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Another contact has this alias.");
        await JoinAsync(page, id, "cupboard");
        var row = RowOf(page, people.Graph["store"]);
        await Expect(row.GetByText("keeps mail for you", new() { Exact = true })).ToBeVisibleAsync(Soon);
        await Expect(operators.Page.GetByText("1 of 200")).ToBeVisibleAsync(Soon);
        await Expect(page.GetByLabel("Its Tox ID")).ToHaveValueAsync("");

        await row.GetByRole(AriaRole.Button, new() { Name = "Leave" }).First.ClickAsync();
        await row.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();

        await Expect(page.GetByText("You use none yet.")).ToBeVisibleAsync();
        Assert.DoesNotContain(await people.Graph["bob"].Node.Api.ContactsAsync(Cancelled), contact => contact.PublicKey == people.Graph["store"].PublicKey);
        browser.AssertNoComplaints();
        operators.AssertNoComplaints();
    }

    private static ILocator RowOf(IPage page, MailUser user) => page.Locator(".rows li", new() { HasText = user.PublicKey });

    private static async Task AddAsync(IPage page, string address, string alias)
    {
        await page.GetByLabel("Tox ID, mail card, link or address").FillAsync(address);
        await page.GetByLabel("Your name for them").FillAsync(alias);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
    }

    private static async Task JoinAsync(IPage page, string id, string name)
    {
        await page.GetByLabel("Its Tox ID").FillAsync(id);
        await page.GetByLabel("Your name for it").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join", Exact = true }).ClickAsync();
    }

    private async Task IntroduceAsync()
    {
        await using var browser = await people.OpenAsync("bob", "Contacts", Cancelled);
        var row = RowOf(browser.Page, people.Graph["alice"]);
        await row.GetByText("Introduce to …").ClickAsync();
        await row.GetByLabel("Introduce alice to").SelectOptionAsync("sarah");
        await Expect(row.GetByLabel("What you call alice to them")).ToHaveValueAsync("alice");
        await row.GetByLabel("What you call sarah to alice").FillAsync("Sarah Miller");
        await row.GetByRole(AriaRole.Button, new() { Name = "Introduce", Exact = true }).ClickAsync();
        await Expect(row.GetByText("A mail to alice and one to sarah are on their way.")).ToBeVisibleAsync();
        browser.AssertNoComplaints();
    }

    /// <summary>Sarah sees the letter, and that Bob has introduced its writer: one person, not two.</summary>
    private async Task AcceptAsync(MailUser writer)
    {
        await using var browser = await people.OpenAsync("sarah", "Contacts", Cancelled);
        var page = browser.Page;
        await Expect(page.GetByText("wrote you a first letter")).ToBeVisibleAsync(Soon);
        await Expect(page.GetByText("bob has introduced this person to you, with these same keys.")).ToBeVisibleAsync(Soon);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Introduced to you" })).ToBeHiddenAsync();
        var article = page.GetByRole(AriaRole.Article);
        await article.GetByLabel("Your name for them").FillAsync("bob");
        await article.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(article.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Another contact has this alias.");
        await article.GetByLabel("Your name for them").FillAsync("alice");
        await article.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(RowOf(page, writer).GetByText("alice", new() { Exact = true })).ToBeVisibleAsync();
        browser.AssertNoComplaints();
    }
}
