using System.Runtime.CompilerServices;
using ToxMail.Core.Store;

namespace ToxMail.Web.Live;

/// <summary>The change feed at the pace of an eye: at most four sets a second, and an empty one now and then so that times shown stay true.</summary>
internal static class ThrottledChanges
{
    /// <summary>The time between two sets.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads until cancelled and ends the subscription; an empty set means that nothing changed for the time of <paramref name="quiet"/>.</summary>
    public static async IAsyncEnumerable<IReadOnlySet<ChangeKind>> ReadAsync(
        ChangeSubscription subscription,
        TimeSpan quiet,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = subscription.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (!await ArrivesAsync(next, quiet, time, cancellationToken))
                {
                    yield return EmptySet;
                    continue;
                }

                if (!await next)
                {
                    yield break;
                }

                yield return changes.Current;
                await Task.Delay(Pause, time, cancellationToken);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // The enumerator may not be disposed while it is moving; a disposed subscription ends the move.
            subscription.Dispose();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changes.DisposeAsync();
        }
    }

    private static readonly IReadOnlySet<ChangeKind> EmptySet = new HashSet<ChangeKind>();

    private static async Task<bool> ArrivesAsync(Task next, TimeSpan quiet, TimeProvider time, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, Task.Delay(quiet, time, waiting.Token));
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == next;
    }
}
