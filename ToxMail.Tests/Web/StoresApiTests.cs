using System.Net;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Web;

public sealed class StoresApiTests : IAsyncLifetime
{
    private readonly WebNode _node = new("--ToxMail:Relay:Mode=Store", "--ToxMail:Relay:Instances=2");

    private HttpClient? _client;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private HttpClient Client => _client ??= _node.Api();

    public ValueTask InitializeAsync() => _node.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return _node.DisposeAsync();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_store_node_is_asked_once_the_proof_of_work_is_made()
    {
        var answer = await PostAsync(new { address = TemporaryStore.Id(2).ToString(), name = "cupboard" });

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal(("stamping", "cupboard", 0), (answer.Json.GetProperty("state").GetString(), answer.Json.GetProperty("name").GetString(), answer.Json.GetProperty("progress").GetDouble()));
        var store = await AskAsync(stores => stores.FirstOrDefault(one => one.State == "requested"));
        Assert.Equal((TemporaryStore.Key(2).ToString(), "cupboard", true), (store.PublicKey, store.Name, store.Marked));
        var asked = Assert.Single((await Answer.OfAsync(Client.GetAsync("/api/v1/relay/stores", Ct))).Json.EnumerateArray().ToList());
        Assert.Equal((await _node.Contacts.FindAsync(TemporaryStore.Key(2), Ct))!.AddedAt, asked.GetProperty("unansweredSince").GetDateTimeOffset());
        Assert.StartsWith("TMR1 join ", (await _node.Contacts.FindAsync(TemporaryStore.Key(2), TestContext.Current.CancellationToken))!.RequestMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_joined_is_said_at_once()
    {
        await _node.AcceptAsync(3, "bob");
        var own = _node.Services.GetService(typeof(OwnIdentity)) as OwnIdentity;

        (await PostAsync(new { address = "bob" })).AssertProblem(HttpStatusCode.BadRequest, "needs-tox-id");
        (await PostAsync(new { address = TemporaryStore.Key(2).ToString() })).AssertProblem(HttpStatusCode.BadRequest, "needs-tox-id");
        (await PostAsync(new { address = TemporaryStore.Id(2).ToString()[..^1] + "0" })).AssertProblem(HttpStatusCode.BadRequest, "bad-tox-id");
        (await PostAsync(new { address = own!.Id.ToString() })).AssertProblem(HttpStatusCode.BadRequest, "own-address");
        (await PostAsync(new { address = TemporaryStore.Id(2).ToString(), name = "me" })).AssertProblem(HttpStatusCode.BadRequest, "bad-alias");
        (await PostAsync(new { address = TemporaryStore.Id(3).ToString() })).AssertProblem(HttpStatusCode.Conflict, "already-contact");
        (await PostAsync(new { address = TemporaryStore.Id(2).ToString(), name = "BOB" })).AssertProblem(HttpStatusCode.Conflict, "alias-taken");
        await _node.Contacts.BlockAsync(TemporaryStore.Key(3), Ct);
        (await PostAsync(new { address = TemporaryStore.Id(3).ToString() })).AssertProblem(HttpStatusCode.Conflict, "blocked");
        Assert.Empty(await StoresAsync());
    }

    [Fact]
    public async Task A_contact_who_runs_a_store_node_stays_a_contact_when_it_is_left()
    {
        var path = $"/api/v1/relay/stores/{TemporaryStore.Key(8)}";
        await _node.AcceptAsync(8, "eve");
        (await Answer.OfAsync(Client.DeleteAsync(path, Ct))).AssertProblem(HttpStatusCode.NotFound, "not-found");
        await Answer.OfAsync(Client.PatchAsync($"/api/v1/contacts/{TemporaryStore.Key(8)}", WebNode.Json(new { relay = new { store = true } }), Ct));
        Assert.Single(await StoresAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await Answer.OfAsync(Client.DeleteAsync(path, Ct))).Status);

        Assert.Empty(await StoresAsync());
        Assert.Equal((ContactState.Contact, false), await _node.Contacts.FindAsync(TemporaryStore.Key(8), Ct) is { } eve ? (eve.State, eve.Relay.IsStore) : default);
    }

    [Fact]
    public async Task Members_are_listed_apart_from_contacts_and_removed()
    {
        var (first, second) = (TemporaryStore.Key(4), TemporaryStore.Key(5));
        await _node.Contacts.AdmitAsync(first, "join", 1, 9, Ct);
        await _node.Contacts.AdmitAsync(second, "join", 2, 9, Ct);
        await _node.AcceptAsync(6);

        var members = (await Answer.OfAsync(Client.GetAsync("/api/v1/relay/members", Ct))).Json.EnumerateArray().ToList();
        Assert.Equal([(first.ToString(), 1), (second.ToString(), 2)], members.Select(member => (member.GetProperty("publicKey").GetString()!, member.GetProperty("instance").GetInt32())));
        Assert.Equal(
            ["publicKey", "name", "instance", "connection", "envelopes", "bytes", "inToday", "outToday", "joinedAt", "lastSeen"],
            members[0].EnumerateObject().Select(property => property.Name));
        Assert.Single((await Answer.OfAsync(Client.GetAsync("/api/v1/contacts", Ct))).Json.EnumerateArray());
        Assert.Single((await Answer.OfAsync(Client.GetAsync("/api/v1/relay", Ct))).Json.GetProperty("perContact").EnumerateArray());

        Assert.Equal(HttpStatusCode.NoContent, (await Answer.OfAsync(Client.DeleteAsync($"/api/v1/relay/members/{second}", Ct))).Status);
        Assert.Null(await _node.Contacts.FindAsync(second, Ct));
        (await Answer.OfAsync(Client.DeleteAsync($"/api/v1/relay/members/{TemporaryStore.Key(6)}", Ct))).AssertProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact(Timeout = 60_000)]
    public async Task Instances_run_while_this_is_a_store_node_and_keep_their_identity()
    {
        var both = await InstancesAsync(2);
        Assert.True(File.Exists(Path.Combine(_node.Folder, "profile-2.tox")));

        await Answer.OfAsync(Client.PutAsync("/api/v1/relay", WebNode.Json(new { mode = "Contacts" }), TestContext.Current.CancellationToken));
        Assert.Equal(both[..1], await InstancesAsync(1));
        await Answer.OfAsync(Client.PutAsync("/api/v1/relay", WebNode.Json(new { mode = "Store", maxMembers = 7 }), Ct));
        Assert.Equal(both, await InstancesAsync(2));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_instance_that_is_full_is_told_from_one_with_room()
    {
        await InstancesAsync(2);
        await _node.Contacts.AdmitAsync(TemporaryStore.Key(4), "join", 1, 9, TestContext.Current.CancellationToken);

        await Answer.OfAsync(Client.PutAsync("/api/v1/relay", WebNode.Json(new { maxMembers = 1 }), Ct));
        Assert.Equal([true, false], await FullAsync());
        await Answer.OfAsync(Client.PutAsync("/api/v1/relay", WebNode.Json(new { maxMembers = 2 }), Ct));
        Assert.Equal([false, false], await FullAsync());
    }

    [Fact]
    public async Task A_request_to_join_that_was_not_granted_says_why()
    {
        await _node.Contacts.RecordRequestAsync(TemporaryStore.Key(7), "TMR1 join x", 1, JoinFault.BadStamp, Ct);

        var request = Assert.Single((await Answer.OfAsync(Client.GetAsync("/api/v1/requests", Ct))).Json.EnumerateArray().ToList());
        Assert.Equal((true, "bad-stamp"), (request.GetProperty("forMember").GetBoolean(), request.GetProperty("joinFault").GetString()));
    }

    private async Task<IEnumerable<bool>> FullAsync() =>
        (await Answer.OfAsync(Client.GetAsync("/api/v1/relay/instances", Ct))).Json.EnumerateArray().Select(static instance => instance.GetProperty("full").GetBoolean()).ToList();

    private Task<Answer> PostAsync(object wanted) => Answer.OfAsync(Client.PostAsync("/api/v1/relay/stores", WebNode.Json(wanted), Ct));

    private async Task<string[]> InstancesAsync(int count)
    {
        while (true)
        {
            var instances = (await Answer.OfAsync(Client.GetAsync("/api/v1/relay/instances", Ct))).Json.EnumerateArray().ToList();
            if (instances.Count == count)
            {
                Assert.Equal(Enumerable.Range(1, count), instances.Select(instance => instance.GetProperty("number").GetInt32()));
                return [.. instances.Select(instance => instance.GetProperty("toxId").GetString()!)];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct);
        }
    }

    private async Task<(string PublicKey, string? Name, string State, bool Marked)> AskAsync(Func<IReadOnlyList<(string PublicKey, string? Name, string State, bool Marked)>, (string PublicKey, string? Name, string State, bool Marked)> choose)
    {
        while (true)
        {
            var found = choose(await StoresAsync());
            if (found.PublicKey is not null)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct);
        }
    }

    private async Task<IReadOnlyList<(string PublicKey, string? Name, string State, bool Marked)>> StoresAsync() =>
    [
        .. (await Answer.OfAsync(Client.GetAsync("/api/v1/relay/stores", Ct))).Json.EnumerateArray().Select(store =>
            (store.GetProperty("publicKey").GetString()!, store.GetProperty("name").GetString(), store.GetProperty("state").GetString()!, store.GetProperty("marked").GetBoolean())),
    ];
}
