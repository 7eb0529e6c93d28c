using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery;
using ToxMail.Core.Hosting;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.OwnMail;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using ToxMail.Tests.EndToEnd.Relays;
using ToxMail.Tests.Relay.Gossip;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Relay;

/// <summary>When the x of an envelope for this node leaves: Dave wrote it, and Alice and Bob bring it. All parts are real, and nobody is linked to them.</summary>
public sealed class OwedEnvelopeTests : IAsyncLifetime
{
    /// <summary>A place on the grid of receipts, and the most that chance adds.</summary>
    private static readonly TimeSpan Place = TimeSpan.FromHours(26);

    private static readonly PublicKey Dave = TemporaryStore.Key(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-owed-").FullName;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly Random _random = new(7);
    private readonly ServiceProvider _node;
    private TemporaryStore _home = null!;
    private Keyring _dave = null!;
    private ulong _upTo;

    public OwedEnvelopeTests() => _node = new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(_time)
        .AddSingleton(_ => DataDirectory.Open(_folder))
        .AddToxNode(InProcessNode.Options(1, null))
        .AddStore(new OutboxOptions())
        .AddRelay(new RelayOptions())
        .AddDelivery(new DeliveryOptions(), new MailOptions())
        .BuildServiceProvider();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Keyring Keys => _node.GetRequiredService<Keyring>();

    private GossipDriver Gossip => _node.GetRequiredService<GossipDriver>();

    private ReceiptDispatch Receipts => _node.GetRequiredService<ReceiptDispatch>();

    public async ValueTask InitializeAsync()
    {
        _home = await TemporaryStore.OpenAsync();
        _dave = new Keyring(_home.Store.RelayKeys, new OwnIdentity(TemporaryStore.Id(2)));
        await _node.GetRequiredService<MailStore>().PrepareAsync(Ct);
        await _node.GetRequiredService<IEnvelopeStore>().PrepareAsync(Ct);
        await Keys.LoadAsync(_time.GetUtcNow(), Ct);
        await _dave.LoadAsync(_time.GetUtcNow(), Ct);
        await AgreeAsync();
        await Gossip.RestoreAsync(Ct);
        foreach (var contact in (PublicKey[])[Scene.Alice, Scene.Bob])
        {
            await Gossip.OnlineAsync(_node.GetRequiredService<ToxNode>(), contact, new NeighbourHello(5, 100, 0, 0), Ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _dave.Dispose();
        await _home.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData((byte)EnvelopeKind.Receipt)]
    [InlineData((byte)EnvelopeKind.Keys)]
    public async Task What_tells_nothing_goes_once_two_have_offered_it_and_nothing_is_told(byte kind)
    {
        var envelope = await SealAsync((EnvelopeKind)kind);
        Assert.True(await OpenAsync(envelope));
        await RunAsync();
        Assert.Equal((1, 0, 0), Held());

        await OfferAsync(Scene.Bob, OfferOf(envelope));
        await RunAsync();
        Assert.Equal((0, 1, 0), Held());
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task What_tells_nothing_never_goes_under_strict_receipts()
    {
        var envelope = await SealAsync(EnvelopeKind.Receipt);
        var policies = _node.GetRequiredService<ContactPolicies>();
        policies.Options = policies.Options with { ReceiptPolicy = ReceiptPolicy.Strict };
        Assert.True(await OpenAsync(envelope));
        await OfferAsync(Scene.Bob, OfferOf(envelope));
        Assert.Empty(await OwedAsync());

        await RunAsync();
        Assert.Equal((1, 0, 0), Held());
    }

    [Fact]
    public async Task What_came_one_way_alone_stays_though_its_mail_came_by_others_too()
    {
        var (common, lone) = (JunkEnvelope.Make(_random), JunkEnvelope.Make(_random));
        await TakeAsync(common, lone);
        var mail = Mail();
        await Receipts.OweAsync(Dave, mail, MailStatus.Stored, [Owed(lone)], Ct);
        await Receipts.OweAsync(Dave, mail, MailStatus.HadAlready, [Owed(common)], Ct);
        await RunAsync();
        Assert.Equal((1, 1, 1), Held());
        Assert.Equal([new Receipt(mail.MailId, MailStatus.Stored)], await ReadReceiptAsync());
        var owed = Assert.Single(await OwedAsync());
        Assert.Equal((RelayedArrival.NothingToTell, lone.Release), (owed.Status, new Tombstone(Assert.Single(owed.Envelopes).Release)));

        await OfferAsync(Scene.Bob, lone.Offer);
        await RunAsync();
        Assert.Equal((0, 2, 1), Held());
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task A_mail_in_parts_is_told_of_once_each_of_them_has_come_from_two_sides()
    {
        var (common, lone) = (JunkEnvelope.Make(_random), JunkEnvelope.Make(_random));
        await TakeAsync(common, lone);
        await Receipts.OweAsync(Dave, Mail(), MailStatus.Stored, [Owed(common), Owed(lone)], Ct);
        await RunAsync();
        Assert.Equal((2, 0, 0), Held());

        await OfferAsync(Scene.Bob, lone.Offer);
        await RunAsync();
        Assert.Equal((0, 2, 1), Held());
        Assert.Empty(await OwedAsync());
    }

    [Fact]
    public async Task The_receipt_says_the_most_that_is_known_of_a_mail()
    {
        var (announced, brought) = (JunkEnvelope.Make(_random), JunkEnvelope.Make(_random));
        await TakeAsync(announced, brought);
        await OfferAsync(Scene.Bob, brought.Offer);
        var mail = Mail();
        await Receipts.OweAsync(Dave, mail, MailStatus.Later, [Owed(announced)], Ct);
        await Receipts.OweAsync(Dave, mail, MailStatus.Stored, [Owed(brought)], Ct);
        await RunAsync();

        Assert.Equal((0, 2, 1), Held());
        Assert.Equal([new Receipt(mail.MailId, MailStatus.Stored)], await ReadReceiptAsync());
    }

    /// <summary>Dave has got what this node wrote.</summary>
    private async Task<IReadOnlyList<Receipt>?> ReadReceiptAsync()
    {
        var store = _node.GetRequiredService<IEnvelopeStore>();
        var own = Assert.Single(await store.LogAsync(Ct), static held => held.From is null);
        await _dave.AdvanceAsync(_time.GetUtcNow(), Ct);
        var opened = await _dave.OpenAsync(own.Tag, (await store.ReadAsync(own.Id, Ct))!, Ct);
        return Receipt.Read(opened!.Value.Opened.Content.Payload.Span);
    }

    private static (byte[] Id, byte[] Release) Owed(JunkEnvelope envelope) => (envelope.Offer.Id.ToArray(), envelope.Release.ToArray());

    private EnvelopeContent Mail() => new() { Kind = EnvelopeKind.Mail, MailId = MailId.New(), Created = _time.GetUtcNow() };

    /// <summary>Both come from Alice, and Bob has offered one of them.</summary>
    private async Task TakeAsync(JunkEnvelope common, JunkEnvelope lone)
    {
        await GiveAsync(common.Offer, common.Bytes);
        await GiveAsync(lone.Offer, lone.Bytes);
        await OfferAsync(Scene.Bob, common.Offer);
    }

    private static EnvelopeOffer OfferOf(SealedEnvelope envelope) => new(envelope.Id, envelope.Tag, envelope.Class, envelope.IsIntro, envelope.Expiry, 3);

    private async Task<SealedEnvelope> SealAsync(EnvelopeKind kind)
    {
        var content = new EnvelopeContent { Kind = kind, MailId = MailId.New(), Created = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds()), Payload = new byte[10] };
        return Assert.Single(await _dave.SealAsync(_node.GetRequiredService<OwnIdentity>().PublicKey, [(content, EnvelopeClass.Small)], _time.GetUtcNow(), EnvelopeLife.Usual, Ct) ?? []);
    }

    /// <summary>It comes from Alice and is opened.</summary>
    private async Task<bool> OpenAsync(SealedEnvelope envelope)
    {
        await GiveAsync(OfferOf(envelope), envelope.Bytes);
        return Envelope.TryReadHeader(envelope.Bytes, out var header) && await _node.GetRequiredService<MailArrival>().OpenAsync(header, envelope.Bytes, Ct);
    }

    private async Task GiveAsync(EnvelopeOffer offer, byte[] bytes)
    {
        await OfferAsync(Scene.Alice, offer);
        _time.Advance(_node.GetRequiredService<ContactPolicies>().Options.MaxWantDelay);
        await Gossip.StepAsync(static (node, now) => node.Tick(now), Ct);
        Assert.Single(await Gossip.TakeAsync(Scene.Alice, bytes, Ct));
    }

    private Task<bool> OfferAsync(PublicKey from, EnvelopeOffer offer) => Gossip.StepAsync((node, now) => node.Offered(from, ++_upTo, [offer], now), Ct);

    /// <summary>The next place on the grid comes.</summary>
    private async Task RunAsync()
    {
        _time.Advance(Place);
        await Keys.AdvanceAsync(_time.GetUtcNow(), Ct);
        await Receipts.RunAsync(Ct);
    }

    private (int Carried, int Deleted, int Own) Held() => Gossip.Ask(node => node.Usage(_time.GetUtcNow())) is var usage ? (usage.Envelopes, usage.Tombstones, usage.OwnEnvelopes) : default;

    private Task<IReadOnlyList<RelayedArrival>> OwedAsync() => _node.GetRequiredService<RelayedInbox>().DueAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, Ct);

    /// <summary>They have met and are online until all is said.</summary>
    private async Task AgreeAsync()
    {
        var own = _node.GetRequiredService<OwnIdentity>().PublicKey;
        var now = _time.GetUtcNow();
        Queue<byte[]> toOwn = new(_dave.Greet(own, now));
        Queue<byte[]> toDave = new(Keys.Greet(Dave, now));
        while (toOwn.Count + toDave.Count > 0)
        {
            if (toDave.TryDequeue(out var frame))
            {
                (await _dave.ReceiveAsync(own, frame, now, Ct)).Replies.ToList().ForEach(toOwn.Enqueue);
            }
            else
            {
                (await Keys.ReceiveAsync(Dave, toOwn.Dequeue(), now, Ct)).Replies.ToList().ForEach(toDave.Enqueue);
            }
        }
    }
}
