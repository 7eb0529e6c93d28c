using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using ToxMail.Tests.EndToEnd.Relays;
using ToxMail.Tests.Relay.Gossip;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Relay;

/// <summary>The gossip over a real SQLite file on a real file system that is full.</summary>
public sealed class GossipDriverDiskTests
{
    private static readonly RelayOptions Options = new();

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly Random _random = new(11);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_full_disk_did_not_keep_is_forgotten_and_taken_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(8);
        await using var home = await TemporaryStore.OpenAsync();
        await using var store = new SqliteEnvelopeStore(Path.Combine(disk.Folder, "relay.db"), NullLogger<SqliteEnvelopeStore>.Instance);
        await store.PrepareAsync(Ct);
        await using var tox = new ToxNode(InProcessNode.Options(1, null), new ToxProfile(Path.Combine(home.Folder, "own.tox")), _time, NullLogger<ToxNode>.Instance);
        using var keys = new Keyring(home.Store.RelayKeys, TemporaryStore.Own);
        await keys.LoadAsync(_time.GetUtcNow(), Ct);
        await using var driver = new GossipDriver(store, keys, new ContactPolicies { Options = Options }, new LastMode(home.Store.Settings), new Violations(_time, NullLogger<Violations>.Instance), new NodeInstances(new NodeInstance(NodeInstance.Own, tox)), _time);
        await driver.RestoreAsync(Ct);
        await driver.OnlineAsync(tox, Scene.Alice, new NeighbourHello(5, 100, 0, 0), Ct);
        JunkEnvelope[] envelopes = [.. Enumerable.Range(0, 14).Select(_ => JunkEnvelope.Make(_random, EnvelopeClass.Large))];
        Assert.Single(await GiveAsync(driver, 1, envelopes[..1]));

        await OfferAsync(driver, 2, envelopes[1..]);
        var ballast = await disk.FillAsync(Ct);
        await Assert.ThrowsAsync<DiskFullException>(() => TakeAsync(driver, envelopes[1..]));
        Assert.Equal([envelopes[0].Offer.Id], (await store.LogAsync(Ct)).Select(static held => held.Id));
        Assert.False(driver.HasTakenUp());

        // Not with each piece of work, for that reads all that is stored.
        File.Delete(ballast);
        Assert.False(await driver.StepAsync(static (_, _) => { }, Ct));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await driver.StepAsync(static (_, _) => { }, Ct));
        Assert.Equal(1, driver.Ask(node => node.Usage(_time.GetUtcNow())).Envelopes);
        Assert.True(driver.HasTakenUp());
        Assert.Equal(1UL, driver.Ask(static node => node.HelloFor(Scene.Alice))!.Value.YourCursor);

        // Greeted again, the contact shows again what lies behind the cursor.
        Assert.Equal(13, (await GiveAsync(driver, 2, envelopes[1..])).Count);
        Assert.Equal(14, (await store.LogAsync(Ct)).Count);
        Assert.Equal(envelopes[^1].Bytes, await store.ReadAsync(envelopes[^1].Offer.Id, Ct));
    }

    private async Task<IReadOnlyList<EnvelopeId>> GiveAsync(GossipDriver driver, ulong upTo, JunkEnvelope[] envelopes)
    {
        await OfferAsync(driver, upTo, envelopes);
        return await TakeAsync(driver, envelopes);
    }

    /// <summary>Offers them and lets the wait pass, after which they are asked for.</summary>
    private async Task OfferAsync(GossipDriver driver, ulong upTo, JunkEnvelope[] envelopes)
    {
        await driver.StepAsync((node, now) => node.Offered(Scene.Alice, upTo, [.. envelopes.Select(static envelope => envelope.Offer)], now), Ct);
        _time.Advance(Options.MaxWantDelay);
        await driver.StepAsync(static (node, now) => node.Tick(now), Ct);
    }

    private static async Task<IReadOnlyList<EnvelopeId>> TakeAsync(GossipDriver driver, JunkEnvelope[] envelopes) =>
        [.. (await driver.TakeAsync(Scene.Alice, (byte[])[.. envelopes.SelectMany(static envelope => envelope.Bytes)], Ct)).Select(static taken => taken.Header.Id)];
}
