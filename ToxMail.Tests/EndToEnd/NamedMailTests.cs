using System.Net;
using System.Text;
using System.Text.Json;
using ToxMail.Core.Addressing;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Web;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>Two people who know nothing of each other but a name in a signed DNS.</summary>
public sealed class NamedMailTests(SignedDnsWorld dns) : IClassFixture<SignedDnsWorld>
{
    private const string Proved = "bob@example.test";
    private const string Unproved = "bob@plain.test";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_to_a_proved_name_arrives_after_one_accepted_request_and_the_answer_comes_from_that_name()
    {
        var names = NamedNode.SettingsFor(dns);
        await using var circle = await MailCircle.StartStrangersAsync(tcpOnly: false, [("alice", names), ("bob", names)], Cancelled);
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        await dns.PublishAsync(NamedNode.Name(Proved), ToxId.Parse(bob.ToxId), Cancelled);
        await dns.PublishAsync(NamedNode.Name(Unproved), ToxId.Parse(bob.ToxId), Cancelled);

        var first = TestMail.Create(alice, bob, 1_000);
        await alice.SendAsync(first.Bytes, [Proved], Cancelled);
        await AcceptAsync(bob, alice);
        await bob.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([first], await bob.EmptyMailboxAsync(Cancelled));
        var contact = Assert.Single(await alice.Node.Api.ContactsAsync(Cancelled));
        Assert.Equal((bob.PublicKey, "contact", "proved"), (contact.PublicKey, contact.State, contact.Trust));
        Assert.Contains("Proved by DNSSEC for example.test on ", await DashboardAsync(alice, "contacts"), StringComparison.Ordinal);

        await AnswerAsync(bob, alice);
        var second = TestMail.Create(alice, bob, 1_000);
        await ConfirmAsync(alice, second, bob);
        Arrived.AssertEachOnce([second], await bob.EmptyMailboxAsync(Cancelled));
        await circle.CloseAsync();
    }

    private static async Task AcceptAsync(MailUser bob, MailUser alice)
    {
        var request = await Wait.ForAsync(
            async () => (await bob.Node.Api.RequestsAsync(Cancelled)).SingleOrDefault(),
            MailCircle.ConnectTimeout,
            () => $"alice's request at bob\n{alice.Node.Tail()}\n{bob.Node.Tail()}",
            Cancelled);
        using var accepted = await bob.Node.Api.AcceptAsync(request.PublicKey, null, Cancelled);
        await NodeApi.EnsureAsync(accepted, Cancelled);
    }

    /// <summary>Bob publishes his name at his own node and writes under it.</summary>
    private static async Task AnswerAsync(MailUser bob, MailUser alice)
    {
        var published = await bob.Node.Api.PutAsync<JsonElement>($"own-names/{Proved}", Cancelled);
        Assert.Equal("proved", published.GetProperty("state").GetString());
        var answer = Encoding.ASCII.GetBytes($"From: Bob <{Proved}>\r\nTo: {alice.Address}\r\nSubject: Yes\r\n\r\nYes.\r\n");

        await bob.SendAsync(answer, [alice.Address], Cancelled);

        await alice.WaitForMailsAsync(1, Timeout, Cancelled);
        var arrived = Encoding.ASCII.GetString(Assert.Single(await alice.EmptyMailboxAsync(Cancelled)));
        Assert.Contains($"From: Bob <{Proved}>", arrived, StringComparison.Ordinal);
    }

    /// <summary>The same person by a name that nothing proves: the mail waits for one click.</summary>
    private static async Task ConfirmAsync(MailUser alice, TestMail mail, MailUser bob)
    {
        await alice.SendAsync(mail.Bytes, [Unproved], Cancelled);
        await alice.WaitForMailsAsync(1, Timeout, Cancelled);
        Assert.Contains("Waits for your word", Encoding.ASCII.GetString(Assert.Single(await alice.EmptyMailboxAsync(Cancelled))), StringComparison.Ordinal);
        var row = (await alice.Node.Api.OutboxAsync(Cancelled)).Single(row => row.Recipient == Unproved);
        Assert.Equal("AwaitingConfirmation", row.State);

        using var confirmed = await alice.Node.Api.PostAsync($"outbox/{row.Id}/confirm", null, Cancelled);

        Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);
        await bob.WaitForMailsAsync(1, Timeout, Cancelled);
    }

    private static async Task<string> DashboardAsync(MailUser user, string page)
    {
        using var login = await user.Node.Api.PostAsync("login", null, Cancelled);
        var link = (await JsonDocument.ParseAsync(await login.Content.ReadAsStreamAsync(Cancelled), default, Cancelled)).RootElement.GetProperty("url").GetString()!;
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseProxy = false });
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var overview = await browser.GetAsync(new Uri(link), Cancelled);
        return WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri(new Uri(link), $"/{page}"), Cancelled));
    }
}
