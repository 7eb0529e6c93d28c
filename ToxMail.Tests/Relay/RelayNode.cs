using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Wire;
using ToxMail.Tests.Relay.Gossip;

namespace ToxMail.Tests.Relay;

/// <summary>The gossip of one node without its links: what it wants sent goes nowhere.</summary>
internal sealed class RelayNode : IRelayState
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(11);

    private readonly Recorder _output = new();
    private readonly TimeProvider _time;
    private readonly GossipNode _gossip;

    public RelayNode(RelayOptions options, TimeProvider time)
    {
        _time = time;
        _gossip = new GossipNode(options, 1, _ => null, _output, new Random(1));
        _gossip.Restore(new GossipState(), time.GetUtcNow());
    }

    public RelayOptions? Options { get; private set; }

    public Dictionary<PublicKey, MailKeysState> Keys { get; } = [];

    public IReadOnlyDictionary<PublicKey, NeighbourState> Neighbours => _output.Saved;

    public Task<GossipUsage> UsageAsync(CancellationToken cancellationToken) => Task.FromResult(_gossip.Usage(_time.GetUtcNow()));

    public Task<IReadOnlyDictionary<PublicKey, MailKeysState>> KeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<PublicKey, MailKeysState>>(Keys);

    public Task<AddContactResult> AddCardAsync(ContactCard card, string? alias, string? message, CancellationToken cancellationToken)
    {
        Keys[card.PublicKey] = MailKeysState.CardDiffers;
        return Task.FromResult<AddContactResult>(new AddContactResult.OtherMailKeys(card.PublicKey));
    }

    public Task KeepKeysAsync(PublicKey contact, CancellationToken cancellationToken) => AcceptKeysAsync(contact, cancellationToken);

    public Task AcceptKeysAsync(PublicKey contact, CancellationToken cancellationToken)
    {
        Keys[contact] = MailKeysState.Agreed;
        return Task.CompletedTask;
    }

    public Task ChangeAsync(RelayOptions options, CancellationToken cancellationToken)
    {
        Options = options;
        _gossip.Change(options, _time.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task SettleAsync(PublicKey contact, RelayTerms terms, CancellationToken cancellationToken)
    {
        _gossip.Settle(new NeighbourState { Key = contact }.Under(terms), _time.GetUtcNow());
        return Task.CompletedTask;
    }

    /// <summary>A contact offers an envelope, is asked for it and hands it over.</summary>
    public bool Take(PublicKey from, HeldEnvelope envelope)
    {
        var now = _time.GetUtcNow();
        _gossip.Online(from, new NeighbourHello(9, 1, 1, 0), now);
        _gossip.Offered(from, 1, [Scene.OfferOf(envelope)], now);
        _gossip.Tick(now + LongestWait);
        return _gossip.Arrived(from, envelope, now + LongestWait);
    }
}
