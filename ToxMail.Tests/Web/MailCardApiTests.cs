using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Letters;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class MailCardApiTests(WebNode node) : IClassFixture<WebNode>
{
    private const string Path = "/api/v1/contacts";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_own_card_is_in_the_status_and_cannot_be_added()
    {
        using var api = node.Api();
        var card = await OwnCardAsync(api);

        var parsed = MailCard.Parse(card)!;
        Assert.Equal(node.Services.GetRequiredService<OwnIdentity>().Id, parsed.Tox);
        (await AddAsync(api, card)).AssertProblem(HttpStatusCode.BadRequest, "own-address");
    }

    [Fact]
    public async Task A_card_adds_its_owner_as_a_tox_id_does()
    {
        using var api = node.Api();
        using var owner = MailIdentity.Create();
        var card = MailCard.Of(owner, TemporaryStore.Id(70)).ToString();

        var answer = await AddAsync(api, $" {card.Replace("toxmail:", "TOXMAIL:", StringComparison.Ordinal)}\n");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("requested", answer.Json.GetProperty("state").GetString());
        (await AddAsync(api, card)).AssertProblem(HttpStatusCode.Conflict, "already-contact");
    }

    [Fact]
    public async Task A_card_with_other_keys_is_kept_out_or_accepted_and_the_old_one_is_refused_from_then_on()
    {
        using var api = node.Api();
        using var owner = MailIdentity.Create();
        using var other = MailIdentity.Create();
        var (before, after) = (MailCard.Of(owner, TemporaryStore.Id(73)).ToString(), MailCard.Of(other, TemporaryStore.Id(73)).ToString());
        await AddAsync(api, before);
        await node.AcceptAsync(73);

        (await AddAsync(api, after)).AssertProblem(HttpStatusCode.Conflict, "other-mail-keys");
        Assert.Equal("changed", await MailKeysAsync(api, 73));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(api, 73, "keep-mail-keys"));
        Assert.Equal("card", await MailKeysAsync(api, 73));

        (await AddAsync(api, after)).AssertProblem(HttpStatusCode.Conflict, "other-mail-keys");
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(api, 73, "accept-mail-keys"));
        Assert.Equal("card", await MailKeysAsync(api, 73));
        (await AddAsync(api, after)).AssertProblem(HttpStatusCode.Conflict, "already-contact");
        (await AddAsync(api, before)).AssertProblem(HttpStatusCode.Conflict, "former-mail-keys");
        Assert.Equal(HttpStatusCode.NotFound, await DecideAsync(api, 99, "keep-mail-keys"));
    }

    [Fact]
    public async Task A_card_that_is_none_is_refused_with_what_is_wrong()
    {
        using var api = node.Api();
        using var owner = MailIdentity.Create();
        using var other = MailIdentity.Create();
        var (id, card) = (TemporaryStore.Id(71).ToString(), MailCard.Of(owner, TemporaryStore.Id(71)).ToString());
        var keys = card[card.IndexOf('?', StringComparison.Ordinal)..];
        (string Text, string Code)[] bad =
        [
            ("toxmail:", "card-without-tox-id"),
            ($"toxmail:{id[..40]}{keys}", "card-without-tox-id"),
            ($"toxmail:{id[..^1]}{(id[^1] == '0' ? '1' : '0')}{keys}", "bad-tox-id"),
            ($"toxmail:{id}", "card-without-keys"),
            (card[..^1], "card-not-whole"),
            ($"{card}x", "card-not-whole"),
            ($"toxmail:{TemporaryStore.Id(72)}{keys}", "card-forged"),
        ];

        foreach (var (text, code) in bad)
        {
            (await AddAsync(api, text)).AssertProblem(HttpStatusCode.BadRequest, code);
        }
    }

    [Fact]
    public async Task Two_contacts_are_introduced_to_each_other()
    {
        using var api = node.Api();
        await node.AcceptAsync(74, "seventy-four");
        await node.AcceptAsync(75);
        await node.Contacts.SetNameAsync(TemporaryStore.Key(74), "Anna", Ct);
        Assert.Equal("no-card", await IntroduceAsync(api, 74, 75));
        using var one = MailIdentity.Create();
        using var two = MailIdentity.Create();
        await node.Contacts.KeepCardAsync(MailCard.Of(one, TemporaryStore.Id(74)).ToContactCard(), Ct);
        Assert.Equal("no-card", await IntroduceAsync(api, 74, 75));
        await node.Contacts.KeepCardAsync(MailCard.Of(two, TemporaryStore.Id(75)).ToContactCard(), Ct);
        Assert.Equal("same-person", await IntroduceAsync(api, 74, 74));
        Assert.Equal("not-contacts", await IntroduceAsync(api, 74, 99));

        Assert.Null(await IntroduceAsync(api, 74, 75));

        var rows = (await node.Store.Outbox.ListAsync(null, 0, 2, Ct)).Entries;
        Assert.Equal(
            [(TemporaryStore.Key(74), "Meet a contact of mine"), (TemporaryStore.Key(75), "Meet Anna")],
            rows.Select(static row => (row.PublicKey, row.Subject)).OrderBy(static row => row.PublicKey));

        using var named = await api.PostAsync($"{Path}/{TemporaryStore.Key(74)}/introduce", WebNode.Json(new { to = TemporaryStore.Key(75).ToString(), name = " ", toName = "Sarah Miller" }), Ct);
        Assert.Equal(HttpStatusCode.NoContent, named.StatusCode);
        rows = (await node.Store.Outbox.ListAsync(null, 0, 2, Ct)).Entries;
        Assert.Equal(
            [(TemporaryStore.Key(74), "Meet Sarah Miller"), (TemporaryStore.Key(75), "Meet Anna")],
            rows.Select(static row => (row.PublicKey, row.Subject)).OrderBy(static row => row.PublicKey));
    }

    [Fact]
    public async Task Whom_a_contact_introduced_is_listed_and_added_or_dismissed()
    {
        using var api = node.Api();
        await node.AcceptAsync(80, "eighty");
        using var owner = MailIdentity.Create();
        var card = MailCard.Of(owner, TemporaryStore.Id(81));
        await IntroduceAsync(80, card, 1);
        await IntroduceAsync(80, MailCard.Of(owner, TemporaryStore.Id(82)), 2);

        var (by, key) = (TemporaryStore.Key(80), TemporaryStore.Key(81));
        var listed = (await Answer.OfAsync(api.GetAsync("/api/v1/introductions", Ct))).Json;
        Assert.Equal([key.ToString(), TemporaryStore.Key(82).ToString()], listed.EnumerateArray().Select(static one => one.GetProperty("publicKey").GetString()));
        Assert.Equal((card.ToString(), by.ToString()), (listed[0].GetProperty("card").GetString(), listed[0].GetProperty("introducedBy").GetString()));
        (await Answer.OfAsync(api.PostAsync($"/api/v1/introductions/{by}/{key}/accept", WebNode.Json(new { alias = "eighty" }), Ct))).AssertProblem(HttpStatusCode.Conflict, "alias-taken");
        var added = await Answer.OfAsync(api.PostAsync($"/api/v1/introductions/{by}/{key}/accept", WebNode.Json(new { alias = "new" }), Ct));
        Assert.Equal((HttpStatusCode.Created, "introduced"), (added.Status, added.Json.GetProperty("trust").GetString()));
        (await Answer.OfAsync(api.PostAsync($"/api/v1/introductions/{by}/{key}/accept", WebNode.Json(new { }), Ct))).AssertProblem(HttpStatusCode.NotFound, "not-found");
        using var dismissed = await api.DeleteAsync($"/api/v1/introductions/{by}/{TemporaryStore.Key(82)}", Ct);
        Assert.Equal(HttpStatusCode.NoContent, dismissed.StatusCode);
        Assert.Equal(0, (await Answer.OfAsync(api.GetAsync("/api/v1/introductions", Ct))).Json.GetArrayLength());
    }

    private static async Task<string> OwnCardAsync(HttpClient api)
    {
        while (true)
        {
            if ((await Answer.OfAsync(api.GetAsync("/api/v1/status", Ct))).Json.GetProperty("mailCard").GetString() is { } card)
            {
                return card;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }

    private static async Task<string?> MailKeysAsync(HttpClient api, byte contact) => (await Answer.OfAsync(api.GetAsync("/api/v1/relay", Ct))).Json.GetProperty("perContact").EnumerateArray()
        .Single(one => one.GetProperty("publicKey").GetString() == TemporaryStore.Key(contact).ToString()).GetProperty("mailKeys").GetString();

    private static async Task<HttpStatusCode> DecideAsync(HttpClient api, byte contact, string decision)
    {
        using var answer = await api.PostAsync($"{Path}/{TemporaryStore.Key(contact)}/{decision}", null, Ct);
        return answer.StatusCode;
    }

    private static Task<Answer> AddAsync(HttpClient api, string address) => Answer.OfAsync(api.PostAsync(Path, WebNode.Json(new { address }), Ct));

    private static async Task<string?> IntroduceAsync(HttpClient api, byte one, byte other)
    {
        using var answer = await api.PostAsync($"{Path}/{TemporaryStore.Key(one)}/introduce", WebNode.Json(new { to = TemporaryStore.Key(other).ToString() }), Ct);
        return answer.StatusCode == HttpStatusCode.NoContent ? null : (await Answer.OfAsync(Task.FromResult(answer))).Json.GetProperty("code").GetString();
    }

    private async Task IntroduceAsync(byte by, MailCard card, int parcel)
    {
        await using var blob = node.Store.Blobs.Create();
        await blob.WriteAsync("Subject: meet\r\n\r\n"u8.ToArray(), Ct);
        var mail = new NewInboxMail
        {
            Blob = await blob.CommitAsync(Ct),
            From = "x",
            Subject = "meet",
            Via = MailVia.Direct,
            SenderKey = TemporaryStore.Key(by),
            Digest = [.. Enumerable.Repeat((byte)parcel, 32)],
            Introduces = new IntroducedPerson(card.ToContactCard(), "Somebody"),
        };
        await node.Store.Inbox.AddAsync([mail], Ct);
    }
}
