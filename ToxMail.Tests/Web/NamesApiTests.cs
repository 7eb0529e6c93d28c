using System.Net;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Dns;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class NamesApiTests(NamedNode named) : IClassFixture<NamedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_tells_the_level_and_the_proof_and_adds_nothing()
    {
        using var api = named.Node.Api();

        var proved = (await Answer.OfAsync(api.GetAsync("/api/v1/names/tarek@example.test", Ct))).Json;
        var unproved = (await Answer.OfAsync(api.GetAsync("/api/v1/names/Tarek@plain.test", Ct))).Json;
        var bogus = (await Answer.OfAsync(api.GetAsync("/api/v1/names/tarek@bogus.test", Ct))).Json;

        Assert.Equal(("proved", SignedDnsWorld.TarekId.ToString()), (proved.GetProperty("trust").GetString(), proved.GetProperty("toxId").GetString()));
        Assert.Equal("example.test", proved.GetProperty("proof").GetProperty("zone").GetString());
        Assert.NotEmpty(proved.GetProperty("proof").GetProperty("records").GetBytesFromBase64());
        Assert.Equal(("unverified", null), (unproved.GetProperty("trust").GetString(), unproved.GetProperty("proof").GetString()));
        Assert.Equal(("bogus", null), (bogus.GetProperty("trust").GetString(), bogus.GetProperty("toxId").GetString()));
        (await Answer.OfAsync(api.GetAsync("/api/v1/names/nobody@example.test", Ct))).AssertProblem(HttpStatusCode.NotFound, "no-such-name");
        Assert.Null(await named.Pins.FindAsync(NamedNode.Name("tarek@example.test"), Ct));
    }

    [Fact]
    public async Task A_name_is_added_when_it_is_proved_or_its_tox_id_is_named()
    {
        using var api = named.Node.Api();
        await named.Dns.PublishAsync(NamedNode.Name("gina@plain.test"), TemporaryStore.Id(160), Ct);
        var asked = await AddAsync(api, new { address = "gina@plain.test" });
        asked.AssertProblem(HttpStatusCode.Conflict, "name-not-proved");
        (await AddAsync(api, new { address = "gina@plain.test", toxId = TemporaryStore.Id(161).ToString() })).AssertProblem(HttpStatusCode.Conflict, "name-not-proved");
        Assert.Null(await named.Node.Contacts.FindAsync(TemporaryStore.Key(160), Ct));

        var added = await AddAsync(api, new { address = "gina@plain.test", toxId = asked.Json.GetProperty("toxId").GetString() });
        var proved = await AddAsync(api, new { address = "bob@example.test", alias = "bob" });

        Assert.Equal((HttpStatusCode.Created, "unverified"), (added.Status, added.Json.GetProperty("trust").GetString()));
        Assert.Equal((HttpStatusCode.Created, "proved"), (proved.Status, proved.Json.GetProperty("trust").GetString()));
        Assert.Equal("bob@example.test", Assert.Single(proved.Json.GetProperty("names").EnumerateArray()).GetProperty("name").GetString());
        (await AddAsync(api, new { address = "bob@example.test" })).AssertProblem(HttpStatusCode.Conflict, "already-contact");
        (await AddAsync(api, new { address = "tarek@bogus.test", toxId = SignedDnsWorld.TarekId.ToString() })).AssertProblem(HttpStatusCode.Conflict, "bogus");
    }

    [Fact]
    public async Task A_new_key_is_taken_or_declined_by_naming_it()
    {
        using var api = named.Node.Api();
        var name = NamedNode.Name("hans@example.test");
        await named.PinAsync("hans@example.test", 162, proved: true);
        await named.Dns.PublishAsync(name, TemporaryStore.Id(163), Ct);
        Assert.Equal("changed", (await Answer.OfAsync(api.GetAsync("/api/v1/names/hans@example.test", Ct))).Json.GetProperty("trust").GetString());
        await named.Pins.RecordAsync(name, TemporaryStore.Key(162), new PinCheck { State = PinState.Changed, Why = "another", OtherKey = TemporaryStore.Key(163) }, DateTimeOffset.MaxValue, Ct);

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(api, "names/hans@example.test/keep", new { })).Status);
        (await PostAsync(api, "names/hans@example.test/take", new { publicKey = TemporaryStore.Key(164).ToString() })).AssertProblem(HttpStatusCode.Conflict, "name-not-proved");
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(api, "names/hans@example.test/take", new { publicKey = TemporaryStore.Key(163).ToString() })).Status);

        Assert.Equal(TemporaryStore.Key(163), (await named.Pins.FindAsync(name, Ct))?.PublicKey);
        Assert.Equal(HttpStatusCode.NoContent, (await Answer.OfAsync(api.DeleteAsync("/api/v1/names/hans@example.test", Ct))).Status);
        Assert.Null(await named.Pins.FindAsync(name, Ct));
    }

    [Fact]
    public async Task A_key_is_confirmed_and_that_is_taken_back()
    {
        using var api = named.Node.Api();
        await named.PinAsync("ida@plain.test", 165, proved: false);
        var path = $"contacts/{TemporaryStore.Key(165)}";

        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(api, $"{path}/confirm", new { })).Status);
        Assert.Equal("confirmed", (await Answer.OfAsync(api.GetAsync($"/api/v1/{path}", Ct))).Json.GetProperty("trust").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await Answer.OfAsync(api.DeleteAsync($"/api/v1/{path}/confirm", Ct))).Status);
        Assert.Equal("unverified", (await Answer.OfAsync(api.GetAsync($"/api/v1/{path}", Ct))).Json.GetProperty("trust").GetString());
    }

    [Fact]
    public async Task A_name_of_ones_own_comes_with_its_record()
    {
        using var api = named.Node.Api();
        await named.Dns.PublishAsync(NamedNode.Name("me@example.test"), named.OwnId, Ct);

        var published = (await Answer.OfAsync(api.PutAsync("/api/v1/own-names/Me@example.test", null, Ct))).Json;

        Assert.Equal(("me@example.test", "proved"), (published.GetProperty("name").GetString(), published.GetProperty("state").GetString()));
        Assert.Equal(("me._tox.example.test", $"v=tox1;id={named.OwnId}"), (published.GetProperty("recordName").GetString(), published.GetProperty("recordValue").GetString()));
        Assert.True(named.Node.Store.OwnNames.Owns(NamedNode.Name("me@example.test")));
        Assert.Equal("proved", (await PostAsync(api, "own-names/me@example.test/check", new { })).Json.GetProperty("state").GetString());
        Assert.Contains((await Answer.OfAsync(api.GetAsync("/api/v1/own-names", Ct))).Json.EnumerateArray(), own => own.GetProperty("name").GetString() == "me@example.test");
        Assert.Equal(HttpStatusCode.NoContent, (await Answer.OfAsync(api.DeleteAsync("/api/v1/own-names/me@example.test", Ct))).Status);
        Assert.False(named.Node.Store.OwnNames.Owns(NamedNode.Name("me@example.test")));
    }

    private static Task<Answer> AddAsync(HttpClient api, object contact) => PostAsync(api, "contacts", contact);

    private static Task<Answer> PostAsync(HttpClient api, string path, object body) => Answer.OfAsync(api.PostAsync($"/api/v1/{path}", WebNode.Json(body), Ct));
}
