using System.Collections.Concurrent;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Delivery;

/// <summary>Counts broken packets of each contact: 100 of them end the conversation for an hour (<c>docs/protocol.md</c> §1).</summary>
internal sealed class Violations(TimeProvider time)
{
    private const int Limit = 100;
    private static readonly TimeSpan Mute = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<PublicKey, (int Count, DateTimeOffset MutedUntil)> _peers = new();

    /// <returns>True when this one was the last.</returns>
    internal bool Add(PublicKey peer)
    {
        var count = _peers.AddOrUpdate(peer, (1, default), static (_, current) => (current.Count + 1, current.MutedUntil)).Count;
        if (count < Limit)
        {
            return false;
        }

        _peers[peer] = (0, time.GetUtcNow() + Mute);
        return true;
    }

    internal bool IsMuted(PublicKey peer) => _peers.TryGetValue(peer, out var state) && state.MutedUntil > time.GetUtcNow();
}
