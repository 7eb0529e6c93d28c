using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;

namespace ToxMail.Core.Relay;

/// <summary>Puts on its way what a day has only so much of: counted before, so that no restart gives more, and given back when it could not be kept.</summary>
internal sealed class CountedInjection(GossipDriver gossip, IEnvelopeStore store)
{
    /// <param name="envelopes">The one that is counted, and then what goes along.</param>
    /// <param name="hops">How far they may go.</param>
    /// <param name="count">Counts one more when given 1, and takes it back when given -1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The disk is full or broken; they stay here.</exception>
    internal async Task RunAsync(IReadOnlyList<SealedEnvelope> envelopes, byte hops, Func<int, CancellationToken, Task> count, CancellationToken cancellationToken)
    {
        await count(1, cancellationToken);
        try
        {
            await gossip.InjectAsync(envelopes, hops, cancellationToken);
        }
        catch (IOException)
        {
            // Should it alone have been kept, it is on its way once the gossip has taken up what is stored.
            if (await store.ReadAsync(envelopes[0].Id, cancellationToken) is null)
            {
                await count(-1, cancellationToken);
            }

            throw;
        }
    }
}
