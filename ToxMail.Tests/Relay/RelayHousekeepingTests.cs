using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store;
using ToxMail.Tests.Relay.Storage;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Relay;

public sealed class RelayHousekeepingTests
{
    [Fact(Timeout = 60_000)]
    public async Task Tells_of_what_is_held_and_forgets_what_is_over()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var store = await OpenAsync();
        await using var envelopes = new SqliteEnvelopeStore(store.Directory.RelayDatabase, NullLogger<SqliteEnvelopeStore>.Instance);
        await envelopes.PrepareAsync(ct);
        await envelopes.ApplyAsync(new EnvelopeChanges { Spent = [new SpentEnvelope(SampleEnvelopes.Envelope(1).Id, SampleEnvelopes.Secret(1), store.Time.GetUtcNow())] }, ct);
        var node = new RelayNode(new RelayOptions(), store.Time);
        using var housekeeping = new RelayHousekeeping(node, envelopes, store.Store.Changes, store.Time, NullLogger<RelayHousekeeping>.Instance);
        await housekeeping.StartAsync(ct);
        using var changes = store.Store.Changes.Subscribe();
        await using var kinds = changes.ReadAllAsync(ct).GetAsyncEnumerator(ct);
        Assert.True(node.Take(Key(2), SampleEnvelopes.Envelope(5) with { Expiry = EnvelopeLife.UnitsAt(store.Time.GetUtcNow() + TimeSpan.FromDays(3)) }));

        while ((await envelopes.SpentAsync(ct)).Count > 0)
        {
            store.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(5, ct);
        }

        Assert.True(await kinds.MoveNextAsync());
        Assert.Equal([ChangeKind.Relay], kinds.Current);
        await housekeeping.StopAsync(ct);
    }
}
