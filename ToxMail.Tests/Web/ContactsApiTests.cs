using System.Net;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class ContactsApiTests(WebNode node) : IClassFixture<WebNode>
{
    private const string Path = "/api/v1/contacts";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20, "{0}")]
    [InlineData(21, "tox:{0}")]
    [InlineData(22, "TOX:{0}?message=hi")]
    [InlineData(23, "{0}@tox.alt")]
    [InlineData(24, "{0}@tox")]
    [InlineData(25, "  {0}\n")]
    public async Task A_contact_is_added_by_every_form_of_its_tox_id(byte number, string form)
    {
        using var api = node.Api();
        var id = TemporaryStore.Id(number).ToString();

        var answer = await Answer.OfAsync(api.PostAsync(Path, WebNode.Json(new { address = form.Replace("{0}", id, StringComparison.Ordinal) }), Ct));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(id[..64], answer.Json.GetProperty("publicKey").GetString());
        Assert.Equal($"{Path}/{id[..64]}", answer.Raw.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_contact_has_the_fields_of_the_contract()
    {
        using var api = node.Api();

        var contact = (await AddAsync(api, TemporaryStore.Id(30).ToString(), "thirty", "Hello")).Json;

        Assert.Equal("thirty", contact.GetProperty("alias").GetString());
        Assert.Equal("requested", contact.GetProperty("state").GetString());
        Assert.Equal("none", contact.GetProperty("connection").GetString());
        Assert.Equal("manual", contact.GetProperty("trust").GetString());
        Assert.Equal(0, contact.GetProperty("pendingOut").GetInt32());
        Assert.Equal(
            ["publicKey", "alias", "name", "state", "connection", "lastSeen", "isToxMail", "blocksYou", "trust", "pendingOut", "confirmedAt", "names", "relay"],
            contact.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Who_cannot_be_added_is_told_why()
    {
        using var api = node.Api();
        var known = TemporaryStore.Id(31).ToString();
        await AddAsync(api, known, "taken");
        var mistyped = known[..^1] + (known[^1] == '0' ? '1' : '0');
        var own = ((OwnIdentity)node.Services.GetService(typeof(OwnIdentity))!).Id.ToString();

        (await AddAsync(api, known)).AssertProblem(HttpStatusCode.Conflict, "already-contact");
        (await AddAsync(api, mistyped)).AssertProblem(HttpStatusCode.BadRequest, "bad-tox-id");
        (await AddAsync(api, new string('0', 76))).AssertProblem(HttpStatusCode.BadRequest, "bad-tox-id");
        (await AddAsync(api, own)).AssertProblem(HttpStatusCode.BadRequest, "own-address");
        (await AddAsync(api, TemporaryStore.Id(32).ToString(), "TAKEN")).AssertProblem(HttpStatusCode.Conflict, "alias-taken");
        (await AddAsync(api, TemporaryStore.Id(32).ToString(), "me")).AssertProblem(HttpStatusCode.BadRequest, "bad-alias");
        (await AddAsync(api, TemporaryStore.Key(33).ToString())).AssertProblem(HttpStatusCode.BadRequest, "needs-tox-id");
        (await AddAsync(api, "nobody")).AssertProblem(HttpStatusCode.BadRequest, "unknown-alias");
        (await AddAsync(api, "bob@example.org")).AssertProblem(HttpStatusCode.ServiceUnavailable, "resolver-failed");
        (await AddAsync(api, "")).AssertProblem(HttpStatusCode.BadRequest, "bad-address");
        (await AddAsync(api, TemporaryStore.Id(34).ToString(), null, new string('x', 2000))).AssertProblem(HttpStatusCode.BadRequest, "message-too-long");
    }

    [Fact]
    public async Task A_changed_nospam_is_taken_over()
    {
        using var api = node.Api();
        await AddAsync(api, TemporaryStore.Id(40, 1).ToString());

        var answer = await AddAsync(api, TemporaryStore.Id(40, 2).ToString());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_changed_nospam_brings_its_alias_along()
    {
        using var api = node.Api();
        await AddAsync(api, TemporaryStore.Id(41, 1).ToString(), "fortyone");
        await AddAsync(api, TemporaryStore.Id(42, 1).ToString(), "fortytwo");

        var renamed = await AddAsync(api, TemporaryStore.Id(41, 2).ToString(), "another");
        var taken = await AddAsync(api, TemporaryStore.Id(41, 3).ToString(), "FortyTwo");
        var kept = await AddAsync(api, TemporaryStore.Id(41, 3).ToString());

        Assert.Equal("another", renamed.Json.GetProperty("alias").GetString());
        taken.AssertProblem(HttpStatusCode.Conflict, "alias-taken");
        Assert.Equal((HttpStatusCode.OK, "another"), (kept.Status, kept.Json.GetProperty("alias").GetString()));
    }

    [Fact]
    public async Task The_own_key_cannot_be_blocked()
    {
        using var api = node.Api();
        var own = ((OwnIdentity)node.Services.GetService(typeof(OwnIdentity))!).PublicKey;

        (await Answer.OfAsync(api.PostAsync($"{Path}/{own}/block", null, Ct))).AssertProblem(HttpStatusCode.BadRequest, "own-address");

        Assert.Null(await node.Contacts.FindAsync(own, Ct));
    }

    [Fact]
    public async Task An_alias_is_set_and_taken_away_and_left_alone()
    {
        using var api = node.Api();
        var key = TemporaryStore.Key(50);
        await AddAsync(api, TemporaryStore.Id(50).ToString(), "first");

        Assert.Equal("second", (await PatchAsync(api, key, new { alias = "second" })).Json.GetProperty("alias").GetString());
        Assert.Equal("second", (await PatchAsync(api, key, new { })).Json.GetProperty("alias").GetString());
        Assert.Null((await PatchAsync(api, key, new { alias = (string?)null })).Json.GetProperty("alias").GetString());
        (await PatchAsync(api, key, new { alias = "no spaces" })).AssertProblem(HttpStatusCode.BadRequest, "bad-alias");
        (await PatchAsync(api, TemporaryStore.Key(51), new { alias = "x" })).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_contact_is_blocked_and_unblocked_and_removed()
    {
        using var api = node.Api();
        var key = TemporaryStore.Key(60);
        await AddAsync(api, TemporaryStore.Id(60).ToString());

        Assert.Equal(HttpStatusCode.NoContent, (await api.PostAsync($"{Path}/{key}/block", null, Ct)).StatusCode);
        Assert.Equal("blocked", (await Answer.OfAsync(api.GetAsync($"{Path}/{key}", Ct))).Json.GetProperty("state").GetString());
        (await AddAsync(api, TemporaryStore.Id(60).ToString())).AssertProblem(HttpStatusCode.Conflict, "blocked");
        Assert.Equal(HttpStatusCode.NoContent, (await api.PostAsync($"{Path}/{key}/unblock", null, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync($"{Path}/{key}", Ct)).StatusCode);
        (await Answer.OfAsync(api.GetAsync($"{Path}/{key}", Ct))).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Requests_are_listed_accepted_and_ignored()
    {
        using var api = node.Api();
        await node.Contacts.RecordRequestAsync(TemporaryStore.Key(70), "Hello there", Ct);
        await node.Contacts.RecordRequestAsync(TemporaryStore.Key(71), "Buy this", Ct);

        var listed = (await Answer.OfAsync(api.GetAsync("/api/v1/requests", Ct))).Json.EnumerateArray().ToList();
        using var accepted = await api.PostAsync($"/api/v1/requests/{TemporaryStore.Key(70)}/accept", WebNode.Json(new { alias = "seventy" }), Ct);
        using var ignored = await api.DeleteAsync($"/api/v1/requests/{TemporaryStore.Key(71)}", Ct);

        Assert.Equal(["Hello there", "Buy this"], listed.Select(request => request.GetProperty("message").GetString()).Where(message => message is "Hello there" or "Buy this"));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (accepted.StatusCode, ignored.StatusCode));
        Assert.DoesNotContain(await node.Contacts.ListRequestsAsync(Ct), request => request.PublicKey == TemporaryStore.Key(70) || request.PublicKey == TemporaryStore.Key(71));
        Assert.Equal("seventy", (await node.Contacts.FindAsync(TemporaryStore.Key(70), Ct))?.Alias);
    }

    [Fact]
    public async Task A_request_is_accepted_without_a_body_too()
    {
        using var api = node.Api();
        await node.Contacts.RecordRequestAsync(TemporaryStore.Key(72), "Hi", Ct);

        using var accepted = await api.PostAsync($"/api/v1/requests/{TemporaryStore.Key(72)}/accept", null, Ct);

        Assert.Equal(HttpStatusCode.NoContent, accepted.StatusCode);
        Assert.Equal(ContactState.Contact, (await node.Contacts.FindAsync(TemporaryStore.Key(72), Ct))?.State);
    }

    [Fact]
    public async Task Lists_are_paged_and_tell_their_length()
    {
        using var api = node.Api();
        await AddAsync(api, TemporaryStore.Id(80).ToString());
        await AddAsync(api, TemporaryStore.Id(81).ToString());

        var page = await Answer.OfAsync(api.GetAsync($"{Path}?skip=1&take=1", Ct));

        Assert.Equal(1, page.Json.GetArrayLength());
        Assert.True(int.Parse(Assert.Single(page.Raw.Headers.GetValues("X-Total-Count")), System.Globalization.CultureInfo.InvariantCulture) >= 2);
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("passwords")]
    public async Task Short_lists_are_paged_too(string list)
    {
        using var api = node.Api();
        await node.Contacts.RecordRequestAsync(TemporaryStore.Key(82), "One", Ct);
        await node.Contacts.RecordRequestAsync(TemporaryStore.Key(83), "Two", Ct);
        await node.Store.Passwords.CreateAsync("paged one", Ct);
        await node.Store.Passwords.CreateAsync("paged two", Ct);

        var page = await Answer.OfAsync(api.GetAsync($"/api/v1/{list}?skip=1&take=1", Ct));

        Assert.Equal(1, page.Json.GetArrayLength());
        Assert.True(int.Parse(Assert.Single(page.Raw.Headers.GetValues("X-Total-Count")), System.Globalization.CultureInfo.InvariantCulture) >= 2);
        (await Answer.OfAsync(api.GetAsync($"/api/v1/{list}?take=501", Ct))).AssertProblem(HttpStatusCode.BadRequest, "bad-page");
    }

    [Fact]
    public async Task What_is_settled_about_carrying_mail_is_shown_changed_and_explained()
    {
        using var api = node.Api();
        var key = TemporaryStore.Key(84);
        var added = await AddAsync(api, TemporaryStore.Id(84).ToString(), "before");
        Assert.Equal("""{"carry":true,"hidden":false,"receiptPolicy":"guarded","hasOwnPolicy":false,"ownMail":true,"store":false,"saysStore":false}""", added.Json.GetProperty("relay").GetRawText());

        var changed = await PatchAsync(api, key, new { alias = "after", relay = new { carry = false, hidden = true, receiptPolicy = "Strict", ownMail = false, store = true } });
        Assert.Equal("""{"carry":false,"hidden":true,"receiptPolicy":"strict","hasOwnPolicy":true,"ownMail":false,"store":true,"saysStore":false}""", changed.Json.GetProperty("relay").GetRawText());
        Assert.Equal("after", changed.Json.GetProperty("alias").GetString());

        (await PatchAsync(api, key, new { alias = "again", relay = new { receiptPolicy = "never" } })).AssertProblem(HttpStatusCode.BadRequest, "bad-receipt-policy");
        (await PatchAsync(api, key, new { alias = "again", relay = new { receiptPolicy = "1" } })).AssertProblem(HttpStatusCode.BadRequest, "bad-receipt-policy");
        (await PatchAsync(api, TemporaryStore.Key(85), new { relay = new { carry = true } })).AssertProblem(HttpStatusCode.NotFound, "not-found");
        var reset = await PatchAsync(api, key, new { relay = new { carry = true, receiptPolicy = "default" } });
        Assert.Equal("""{"carry":true,"hidden":true,"receiptPolicy":"guarded","hasOwnPolicy":false,"ownMail":false,"store":true,"saysStore":false}""", reset.Json.GetProperty("relay").GetRawText());
        Assert.Equal("after", reset.Json.GetProperty("alias").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await api.PostAsync($"{Path}/{key}/accept-mail-keys", null, Ct)).StatusCode);
        (await Answer.OfAsync(api.PostAsync($"{Path}/{TemporaryStore.Key(85)}/accept-mail-keys", null, Ct))).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static Task<Answer> AddAsync(HttpClient api, string address, string? alias = null, string? message = null) =>
        Answer.OfAsync(api.PostAsync(Path, WebNode.Json(new { address, alias, message }), Ct));

    private static Task<Answer> PatchAsync(HttpClient api, PublicKey key, object change) =>
        Answer.OfAsync(api.PatchAsync($"{Path}/{key}", WebNode.Json(change), Ct));
}
