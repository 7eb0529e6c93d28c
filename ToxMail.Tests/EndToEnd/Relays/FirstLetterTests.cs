using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Mail between people who have never met and are never online at the same time.</summary>
[Long]
public sealed class FirstLetterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reaches_somebody_whom_a_common_contact_introduced_and_is_answered()
    {
        await using var graph = await RelayGraph.StartAsync(Cancelled, "alice-bob", "bob-sarah");
        var (alice, bob, sarah) = (graph["alice"], graph["bob"], graph["sarah"]);
        await graph.OnlyAsync(Cancelled, "alice", "bob");
        using (var introduced = await bob.Node.Api.PostAsync($"contacts/{alice.PublicKey}/introduce", new { to = sarah.PublicKey }, Cancelled))
        {
            await NodeApi.EnsureAsync(introduced, Cancelled);
        }

        await AddIntroducedAsync(alice, bob, sarah);
        var large = TestMail.CreateIncompressible(alice, sarah, 20_000);
        var small = TestMail.Create(alice, sarah, 1_000);
        await alice.SendAsync(large, sarah, Cancelled);
        await alice.SendAsync(small, sarah, Cancelled);
        await WaitAsync(async () => await HeldFromAsync(graph, "bob", alice) == 2, "Bob to hold both first letters", alice, bob);
        var rows = await alice.Node.Api.OutboxAsync(Cancelled);
        Assert.Equal([("Relayed", "intro"), ("AwaitingContact", null)], rows.Take(2).Select(static row => (row.State, row.Via)));
        Assert.Contains("Too long for a first letter", rows[1].LastError, StringComparison.Ordinal);

        await graph.OnlyAsync(Cancelled, "bob");
        await graph.OnlyAsync(Cancelled, "bob", "sarah");
        await WaitAsync(async () => (await sarah.Node.Api.RequestsAsync(Cancelled)).Count == 1, "Sarah to be asked", bob, sarah);
        await sarah.WaitForMailsAsync(1, RelayGraph.Timeout, Cancelled);
        Assert.DoesNotContain(await sarah.ReadMailboxAsync(Cancelled), mail => TestMail.ReadMessageId(mail) == small.MessageId);
        await AcceptAsync(sarah, alice);
        await sarah.WaitForMailsAsync(2, RelayGraph.Timeout, Cancelled);
        var answer = TestMail.Create(sarah, alice, 500);
        await sarah.SendAsync(answer, alice, Cancelled);
        await WaitAsync(async () => (await sarah.Node.Api.OutboxAsync(Cancelled))[0].Via == "intro", "Sarah's answer to leave", bob, sarah);
        await WaitForAllAsync(graph, "bob", sarah);
        AssertOnce(small, await sarah.EmptyMailboxAsync(Cancelled));

        await graph.OnlyAsync(Cancelled, "bob");
        await graph.OnlyAsync(Cancelled, "alice", "bob");
        await graph.WaitForStateAsync("alice", "Delivered", Cancelled);
        await alice.WaitForMailsAsync(2, RelayGraph.Timeout, Cancelled);
        AssertOnce(answer, await alice.EmptyMailboxAsync(Cancelled));
        Assert.Equal("AwaitingPeer", (await alice.Node.Api.OutboxAsync(Cancelled))[1].State);
        await graph.CloseAsync();
    }

    private static async Task AddIntroducedAsync(MailUser alice, MailUser bob, MailUser sarah)
    {
        IntroductionView[] introductions = [];
        await WaitAsync(async () => (introductions = await alice.Node.Api.GetAsync<IntroductionView[]>("introductions", Cancelled)).Length == 1, "Alice to hear of Sarah", alice, bob);
        Assert.Equal((sarah.PublicKey, bob.PublicKey), (introductions[0].PublicKey, introductions[0].IntroducedBy));
        Assert.StartsWith($"toxmail:{sarah.ToxId}?keys=", introductions[0].Card, StringComparison.Ordinal);
        Assert.DoesNotContain(await alice.Node.Api.ContactsAsync(Cancelled), contact => contact.PublicKey == sarah.PublicKey);
        using (var added = await alice.Node.Api.PostAsync($"introductions/{bob.PublicKey}/{sarah.PublicKey}/accept", new { alias = "sarah" }, Cancelled))
        {
            await NodeApi.EnsureAsync(added, Cancelled);
        }

        var contact = (await alice.Node.Api.ContactsAsync(Cancelled)).Single(contact => contact.PublicKey == sarah.PublicKey);
        Assert.Equal(("introduced", "requested"), (contact.Trust, contact.State));
        Assert.Empty(await alice.Node.Api.GetAsync<IntroductionView[]>("introductions", Cancelled));
    }

    private static async Task AcceptAsync(MailUser sarah, MailUser alice)
    {
        var request = Assert.Single(await sarah.Node.Api.RequestsAsync(Cancelled));
        Assert.Equal((alice.PublicKey, "intro"), (request.PublicKey, request.Via));
        Assert.StartsWith($"toxmail:{alice.ToxId}?keys=", request.Card, StringComparison.Ordinal);
        using var accepted = await sarah.Node.Api.AcceptAsync(alice.PublicKey, "alice", Cancelled);
        await NodeApi.EnsureAsync(accepted, Cancelled);
    }

    private static void AssertOnce(TestMail mail, IReadOnlyList<byte[]> mailbox) =>
        mail.AssertArrivedAs(Assert.Single(mailbox, one => TestMail.ReadMessageId(one) == mail.MessageId));

    private static async Task<int> HeldFromAsync(RelayGraph graph, string name, MailUser from) =>
        (await graph.RelayAsync(name, Cancelled)).PerContact.Single(contact => contact.PublicKey == from.PublicKey).Envelopes;

    /// <summary>Answer and receipt, and no more for a while.</summary>
    private static async Task WaitForAllAsync(RelayGraph graph, string name, MailUser from)
    {
        for (var held = -1; held < 2 || held != await HeldFromAsync(graph, name, from);)
        {
            held = await HeldFromAsync(graph, name, from);
            await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(4), Cancelled);
        }
    }

    private static Task WaitAsync(Func<Task<bool>> condition, string words, params MailUser[] users) =>
        Wait.UntilAsync(condition, RelayGraph.Timeout, () => $"{words}\n{string.Join('\n', users.Select(static user => user.Node.Tail()))}", Cancelled);
}
