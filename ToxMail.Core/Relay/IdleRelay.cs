using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store;

namespace ToxMail.Core.Relay;

/// <summary>Stands in while no relay runs: it holds nothing.</summary>
internal sealed class IdleRelay : IRelayState
{
    private static readonly GossipUsage Nothing = new() { Envelopes = 0, Bytes = 0, OwnEnvelopes = 0, Tombstones = 0, Contacts = [] };

    public Task<GossipUsage> UsageAsync(CancellationToken cancellationToken) => Task.FromResult(Nothing);

    public Task ChangeAsync(RelayOptions options, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SettleAsync(PublicKey contact, RelayTerms terms, CancellationToken cancellationToken) => Task.CompletedTask;
}
