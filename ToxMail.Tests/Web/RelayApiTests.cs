using System.Net;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class RelayApiTests
{
    private const string Path = "/api/v1/relay";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_relay_has_the_fields_of_the_contract()
    {
        await using var node = await StartAsync();
        using var api = node.Api();
        await node.AcceptAsync(2);
        await node.Contacts.BlockAsync(TemporaryStore.Key(3), Ct);

        var relay = (await Answer.OfAsync(api.GetAsync(Path, Ct))).Json;

        Assert.Equal("Contacts", relay.GetProperty("mode").GetString());
        Assert.Equal("""{"envelopes":0,"bytes":0,"limitBytes":536870912}""", relay.GetProperty("held").GetRawText());
        Assert.Equal("""{"inFlight":0,"delivered":0,"escalations":0,"envelopes":0}""", relay.GetProperty("own").GetRawText());
        Assert.Equal(0, relay.GetProperty("tombstones").GetInt32());
        var contact = Assert.Single(relay.GetProperty("perContact").EnumerateArray().ToList());
        Assert.Equal(TemporaryStore.Key(2).ToString(), contact.GetProperty("publicKey").GetString());
        Assert.Equal(
            ["publicKey", "envelopes", "bytes", "inToday", "outToday", "carry", "hidden", "receiptPolicy", "ownMail", "mailKeys", "lastSync", "expected"],
            contact.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task A_mail_that_waits_at_a_contact_is_shown_there()
    {
        await using var node = await StartAsync();
        using var api = node.Api();
        await node.AcceptAsync(2);
        var until = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000);
        var notice = new NewInboxMail { Blob = await BlobAsync(node), From = "a", Subject = "b", Via = MailVia.Local };
        var mail = new ExpectedMail { Sender = TemporaryStore.Key(2), SizeBytes = 25, Written = DateTimeOffset.UnixEpoch, Until = until, Digest = new byte[32] };
        await node.Store.ExpectedMails.TellAsync(mail, _ => Task.FromResult(notice), Ct);

        var contact = Assert.Single((await Answer.OfAsync(api.GetAsync(Path, Ct))).Json.GetProperty("perContact").EnumerateArray().ToList());

        Assert.Equal("""[{"sizeBytes":25,"written":"1970-01-01T00:00:00+00:00","until":"2096-10-02T07:06:40+00:00"}]""", contact.GetProperty("expected").GetRawText());
    }

    [Fact]
    public async Task Mode_and_limits_are_changed_for_good()
    {
        var node = await StartAsync();
        using (var api = node.Api())
        {
            var changed = (await PutAsync(api, new { mode = "store", storeBytes = 1_000_000, perContactEnvelopes = 7, receiptPolicy = "prompt" })).Json;
            Assert.Equal(("Store", 1_000_000L, 7, "prompt"), (changed.GetProperty("mode").GetString(), changed.GetProperty("storeBytes").GetInt64(), changed.GetProperty("perContactEnvelopes").GetInt32(), changed.GetProperty("receiptPolicy").GetString()));
        }

        await node.StopAsync();
        await using var again = new WebNode(node.Folder, []);
        await again.InitializeAsync();
        using var later = again.Api();
        var relay = (await PutAsync(later, new { maxMailBytes = 5 })).Json;
        Assert.Equal(("Store", 1_000_000L, 5L), (relay.GetProperty("mode").GetString(), relay.GetProperty("held").GetProperty("limitBytes").GetInt64(), relay.GetProperty("maxMailBytes").GetInt64()));
        Assert.Equal("Store", (await Answer.OfAsync(later.GetAsync("/api/v1/status", Ct))).Json.GetProperty("relay").GetProperty("mode").GetString());
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_words_and_changes_nothing()
    {
        await using var node = await StartAsync();
        using var api = node.Api();
        var before = (await Answer.OfAsync(api.GetAsync(Path, Ct))).Body;

        (await PutAsync(api, new { mode = "Everyone" })).AssertProblem(HttpStatusCode.BadRequest, "bad-relay-mode");
        (await PutAsync(api, new { mode = "1" })).AssertProblem(HttpStatusCode.BadRequest, "bad-relay-mode");
        (await PutAsync(api, new { mode = "Off", receiptPolicy = "default" })).AssertProblem(HttpStatusCode.BadRequest, "bad-receipt-policy");
        var refused = await PutAsync(api, new { mode = "Off", dailyBytesPerContact = -1 });
        refused.AssertProblem(HttpStatusCode.BadRequest, "bad-relay-limit");
        Assert.StartsWith("dailyBytesPerContact: ", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await PutAsync(api, new { limit = 5 })).AssertProblem(HttpStatusCode.BadRequest, "bad-request");

        Assert.Equal(before, (await Answer.OfAsync(api.GetAsync(Path, Ct))).Body);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_change_is_an_event()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var node = await StartAsync();
        using var api = node.Api();
        var changes = node.Store.Changes.Subscribe();
        await using var kinds = changes.ReadAllAsync(ct).GetAsyncEnumerator(ct);

        await PutAsync(api, new { mode = "Off" });

        Assert.True(await kinds.MoveNextAsync());
        Assert.Contains(ChangeKind.Relay, kinds.Current);
        changes.Dispose();
    }

    private static async Task<SealedBlob> BlobAsync(WebNode node)
    {
        await using var blob = node.Store.Blobs.Create();
        await blob.WriteAsync("Subject: b\r\n\r\n"u8.ToArray(), Ct);
        return await blob.CommitAsync(Ct);
    }

    private static Task<Answer> PutAsync(HttpClient api, object change) => Answer.OfAsync(api.PutAsync(Path, WebNode.Json(change), Ct));

    private static async Task<WebNode> StartAsync()
    {
        var node = new WebNode();
        await node.InitializeAsync();
        return node;
    }
}
