using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Wire;

/// <summary>Counts what each contact sends broken: 100 of them within an hour end the conversation for an hour (<c>docs/protocol.md</c> §1).</summary>
internal sealed partial class Violations(TimeProvider time, ILogger<Violations> logger)
{
    private const int Limit = 100;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<PublicKey, (int Count, long Since)> _peers = new();
    private readonly ConcurrentDictionary<PublicKey, long> _muted = new();

    /// <returns>True when this one was the last.</returns>
    internal bool Add(PublicKey peer)
    {
        var now = time.GetTimestamp();
        var count = _peers.AddOrUpdate(peer, (1, now), (_, current) => IsWithinHour(current.Since) ? (current.Count + 1, current.Since) : (1, now)).Count;
        if (count < Limit)
        {
            return false;
        }

        _peers.TryRemove(peer, out _);
        _muted[peer] = now;
        LogMuted(logger);
        return true;
    }

    internal bool IsMuted(PublicKey peer) => _muted.TryGetValue(peer, out var since) && IsWithinHour(since);

    /// <summary>By the clock that nobody sets.</summary>
    private bool IsWithinHour(long since) => time.GetElapsedTime(since) < Hour;

    [LoggerMessage(Level = LogLevel.Warning, Message = "A contact sent 100 broken packets and is not listened to for an hour")]
    private static partial void LogMuted(ILogger logger);
}
