using System.Net;
using ToxMail.Core.Addressing;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.EndToEnd;

/// <summary>How two people who only know each other's Tox ID come to write to each other.</summary>
public sealed class ContactTests
{
    private static readonly TimeSpan Timeout = MailCircle.ConnectTimeout;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_to_a_full_Tox_ID_asks_for_contact_and_is_delivered_once_the_request_is_accepted()
    {
        await using var circle = await StartStrangersAsync();
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        var id = ToxId.Parse(bob.ToxId);
        var mail = TestMail.Create(alice, bob, 4_000);

        await alice.SendAsync(mail.Bytes, [$"{id.PublicKey}@{id.NospamLabel}.tox.alt"], Cancelled);

        Assert.Equal("AwaitingContact", (await alice.Node.Api.OutboxAsync(Cancelled))[0].State);
        await Wait.UntilAsync(
            async () => (await bob.Node.Api.RequestsAsync(Cancelled)).Any(request => request.PublicKey == alice.PublicKey),
            Timeout,
            () => $"Alice's request at Bob\n{alice.Node.Tail()}\n{bob.Node.Tail()}",
            Cancelled);
        using var accepted = await bob.Node.Api.AcceptAsync(alice.PublicKey, "alice", Cancelled);
        Assert.True(accepted.IsSuccessStatusCode);
        await bob.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([mail], await bob.EmptyMailboxAsync(Cancelled));
        var answer = TestMail.Create(bob, alice, 100);
        await bob.SendAsync(answer.Bytes, ["alice@tox.alt"], Cancelled);
        await alice.WaitForMailsAsync(1, Timeout, Cancelled);
        Arrived.AssertEachOnce([answer], await alice.EmptyMailboxAsync(Cancelled));
        await AssertContactAsync(alice, bob);
        await AssertContactAsync(bob, alice);
        await circle.CloseAsync();
    }

    [Fact]
    public async Task Each_wrong_address_has_its_clear_answer()
    {
        await using var circle = await StartStrangersAsync();
        var (alice, bob) = (circle.Users[0], circle.Users[1]);
        var wrongChecksum = bob.ToxId[..^1] + (bob.ToxId[^1] == '0' ? '1' : '0');

        await AssertRefusedAsync(alice, wrongChecksum, "checksum");
        await AssertRefusedAsync(alice, alice.ToxId, "own");
        await AssertRefusedAsync(alice, bob.PublicKey, "Tox ID");
        await AssertRefusedAsync(alice, "nonsense", "");
        using var added = await alice.Node.Api.AddContactAsync($"tox:{bob.ToxId}", "bob", "Hello", Cancelled);
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(Cancelled));
        await AssertRefusedAsync(alice, bob.ToxId, "already");
        await circle.CloseAsync();
    }

    private static Task<MailCircle> StartStrangersAsync() =>
        MailCircle.StartStrangersAsync(tcpOnly: false, [("alice", MailCircle.Plain), ("bob", MailCircle.Plain)], Cancelled);

    private static async Task AssertRefusedAsync(MailUser user, string address, string word)
    {
        using var response = await user.Node.Api.AddContactAsync(address, null, null, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.InRange(response.StatusCode, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AssertContactAsync(MailUser user, MailUser other)
    {
        var contact = Assert.Single(await user.Node.Api.ContactsAsync(Cancelled));
        Assert.Equal(other.PublicKey, contact.PublicKey);
        Assert.Equal("contact", contact.State);
        Assert.True(contact.IsToxMail);
    }
}
