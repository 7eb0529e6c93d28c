using System.Collections.Concurrent;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>Counts what was received of each friend and not yet handled.</summary>
internal sealed class Backlog(int limit)
{
    private readonly ConcurrentDictionary<PublicKey, int> _counts = new();

    /// <summary>Counts one more, unless the limit is reached.</summary>
    internal bool TryTake(PublicKey friend)
    {
        var count = _counts.AddOrUpdate(friend, 1, static (_, current) => current + 1);
        if (count <= limit)
        {
            return true;
        }

        Release(friend);
        return false;
    }

    internal void Release(PublicKey friend) => _counts.AddOrUpdate(friend, 0, static (_, current) => Math.Max(0, current - 1));
}
