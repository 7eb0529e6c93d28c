using System.Collections.Concurrent;
using System.Threading.Channels;
using ToxMail.Core.Addressing;

namespace ToxMail.Core.Tox;

/// <summary>What contacts call themselves, the latest of each: a name that changes all the time waits for its reader as one.</summary>
public sealed class FriendNames
{
    private readonly ConcurrentDictionary<PublicKey, string> _waiting = new();
    private readonly Channel<bool> _some = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Waits until there are names that nobody has dealt with, and gives them all. For one reader.</summary>
    public async Task<IReadOnlyList<KeyValuePair<PublicKey, string>>> ReadAsync(CancellationToken cancellationToken)
    {
        while (_waiting.IsEmpty)
        {
            await _some.Reader.ReadAsync(cancellationToken);
        }

        return [.. _waiting];
    }

    /// <summary>This name was dealt with; a newer one of the same contact stays.</summary>
    public void Handled(KeyValuePair<PublicKey, string> name) => _waiting.TryRemove(name);

    internal void Put(PublicKey friend, string name)
    {
        _waiting[friend] = name;
        _some.Writer.TryWrite(true);
    }
}
