using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ToxMail.Core.Store;

/// <summary>One listener of the <see cref="ChangeFeed"/>. Changes between two reads melt into one set, so a slow reader costs nothing.</summary>
public sealed class ChangeSubscription : IDisposable
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ChangeFeed _feed;
    private int _marked;

    internal ChangeSubscription(ChangeFeed feed) => _feed = feed;

    /// <summary>The kinds changed since the last read; ends when the subscription is disposed.</summary>
    public async IAsyncEnumerable<IReadOnlySet<ChangeKind>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync(cancellationToken))
        {
            // The wake is taken before the marks: one set in between is in this set, and its own wake yields an empty one.
            var kinds = Kinds((uint)Interlocked.Exchange(ref _marked, 0));
            if (kinds.Count > 0)
            {
                yield return kinds;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _feed.Remove(this);
        _wake.Writer.TryComplete();
    }

    internal void Mark(ChangeKind kind)
    {
        Interlocked.Or(ref _marked, 1 << (int)kind);
        _wake.Writer.TryWrite(true);
    }

    private static HashSet<ChangeKind> Kinds(uint marked)
    {
        var kinds = new HashSet<ChangeKind>();
        for (; marked != 0; marked &= marked - 1)
        {
            kinds.Add((ChangeKind)BitOperations.TrailingZeroCount(marked));
        }

        return kinds;
    }
}
