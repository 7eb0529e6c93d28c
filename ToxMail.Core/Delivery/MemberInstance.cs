using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Delivery;

/// <summary>A Tox node beside the user's own, and all that serves its members.</summary>
internal sealed class MemberInstance(
    NodeInstance instance, Conversations conversations, ContactSynchronizer synchronizer, NodeEvents events, SteadyLoops loops, ChangeFeed changes, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Many members change at once; who is a friend is looked at anew at this pace.</summary>
    private static readonly TimeSpan ChangePace = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    internal NodeInstance Instance => instance;

    internal void Start()
    {
        instance.Node.Start();
        _running = loops.RunAsync(_stopping.Token, events.ReadAsync, events.KeepNamesAsync, FollowAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        await conversations.DisposeAsync();
        await instance.Node.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        using var subscription = changes.Subscribe();
        await synchronizer.SynchronizeAsync(stopping);
        await foreach (var kinds in subscription.ReadAllAsync(stopping))
        {
            if (kinds.Contains(ChangeKind.Contacts))
            {
                await synchronizer.SynchronizeAsync(stopping);
            }

            await Task.Delay(ChangePace, time, stopping);
        }
    }
}
