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
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using ToxMail.Tests.Relay.Gossip;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Relay;

/// <summary>A node to which Alice and Bob bring what Dave wrote. All parts of it are real, and nobody is linked to them.</summary>
internal sealed class BroughtMail : IAsyncDisposable
{
    /// <summary>A place on the grid of receipts, and the most that chance adds.</summary>
    public static readonly TimeSpan Place = TimeSpan.FromHours(26);

    public static readonly PublicKey Dave = TemporaryStore.Key(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-brought-").FullName;
    private ServiceProvider _node;
    private TemporaryStore _home = null!;
    private RelayOptions _options = new();
    private ulong _upTo;

    /// <param name="relayDatabase">Where relay.db lies when not with the rest.</param>
    private BroughtMail(string? relayDatabase)
    {
        if (relayDatabase is not null)
        {
            File.CreateSymbolicLink(Path.Combine(_folder, "relay.db"), relayDatabase);
        }

        _node = Build();
    }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public Keyring DavesKeys { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Keyring Keys => Get<Keyring>();

    private GossipDriver Gossip => Get<GossipDriver>();

    public static async Task<BroughtMail> StartAsync(string? relayDatabase = null)
    {
        var brought = new BroughtMail(relayDatabase) { _home = await TemporaryStore.OpenAsync() };
        brought.DavesKeys = new Keyring(brought._home.Store.RelayKeys, new OwnIdentity(TemporaryStore.Id(2)));
        await brought.DavesKeys.LoadAsync(brought.Time.GetUtcNow(), Ct);
        await brought.LoadAsync();
        await brought.AgreeAsync();
        return brought;
    }

    public T Get<T>()
        where T : notnull => _node.GetRequiredService<T>();

    /// <summary>What is on disk is all that is left of it.</summary>
    public Task RestartAsync() => RestartAsync(_options);

    /// <summary>The same, with another configuration.</summary>
    public async Task RestartAsync(RelayOptions options)
    {
        _options = options;
        await _node.DisposeAsync();
        _node = Build();
        await LoadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        DavesKeys.Dispose();
        await _home.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static EnvelopeOffer OfferOf(SealedEnvelope envelope) => new(envelope.Id, envelope.Tag, envelope.Class, envelope.IsIntro, envelope.Expiry, 3);

    /// <summary>Dave seals something of this kind.</summary>
    public async Task<SealedEnvelope> SealAsync(EnvelopeKind kind, byte[] payload)
    {
        var content = new EnvelopeContent { Kind = kind, MailId = MailId.New(), Created = DateTimeOffset.FromUnixTimeSeconds(Time.GetUtcNow().ToUnixTimeSeconds()), Payload = payload };
        return Assert.Single(await DavesKeys.SealAsync(Get<OwnIdentity>().PublicKey, [(content, EnvelopeClass.Small)], Time.GetUtcNow(), EnvelopeLife.Usual, Ct) ?? []);
    }

    /// <summary>It comes from Alice and is opened.</summary>
    public async Task<bool> OpenAsync(SealedEnvelope envelope)
    {
        await GiveAsync(OfferOf(envelope), envelope.Bytes);
        return Envelope.TryReadHeader(envelope.Bytes, out var header) && await Get<MailArrival>().OpenAsync(header, envelope.Bytes, Ct);
    }

    public async Task GiveAsync(EnvelopeOffer offer, byte[] bytes)
    {
        await OfferAsync(Scene.Alice, offer);
        Time.Advance(Get<ContactPolicies>().Options.MaxWantDelay);
        await Gossip.StepAsync(static (node, now) => node.Tick(now), Ct);
        Assert.Single(await Gossip.TakeAsync(Scene.Alice, bytes, Ct));
    }

    public Task<bool> OfferAsync(PublicKey from, EnvelopeOffer offer) => Gossip.StepAsync((node, now) => node.Offered(from, ++_upTo, [offer], now), Ct);

    /// <summary>So much time passes for both.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Keys.AdvanceAsync(Time.GetUtcNow(), Ct);
        await DavesKeys.AdvanceAsync(Time.GetUtcNow(), Ct);
    }

    public (int Carried, int Deleted, int Own) Held() => Gossip.Ask(node => node.Usage(Time.GetUtcNow())) is var usage ? (usage.Envelopes, usage.Tombstones, usage.OwnEnvelopes) : default;

    private ServiceProvider Build() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton(_ => DataDirectory.Open(_folder))
        .AddToxNode(InProcessNode.Options(1, null))
        .AddStore(new OutboxOptions())
        .AddRelay(_options)
        .AddDelivery(new DeliveryOptions(), new MailOptions())
        .BuildServiceProvider();

    private async Task LoadAsync()
    {
        await Get<MailStore>().PrepareAsync(Ct);
        await Get<IEnvelopeStore>().PrepareAsync(Ct);
        await Keys.LoadAsync(Time.GetUtcNow(), Ct);
        Get<ContactPolicies>().Options = Get<RelayConfiguration>().Current;
        await Gossip.RestoreAsync(Ct);
        foreach (var contact in (PublicKey[])[Scene.Alice, Scene.Bob])
        {
            await Gossip.OnlineAsync(Get<ToxNode>(), contact, new NeighbourHello(5, 100, 0, 0), Ct);
        }
    }

    /// <summary>They have met and are online until all is said.</summary>
    private async Task AgreeAsync()
    {
        var own = Get<OwnIdentity>().PublicKey;
        var now = Time.GetUtcNow();
        Queue<byte[]> toOwn = new(DavesKeys.Greet(own, now));
        Queue<byte[]> toDave = new(Keys.Greet(Dave, now));
        while (toOwn.Count + toDave.Count > 0)
        {
            if (toDave.TryDequeue(out var frame))
            {
                (await DavesKeys.ReceiveAsync(own, frame, now, Ct)).Replies.ToList().ForEach(toOwn.Enqueue);
            }
            else
            {
                (await Keys.ReceiveAsync(Dave, toOwn.Dequeue(), now, Ct)).Replies.ToList().ForEach(toDave.Enqueue);
            }
        }
    }
}
