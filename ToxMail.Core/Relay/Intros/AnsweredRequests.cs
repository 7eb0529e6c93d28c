using Microsoft.Extensions.Hosting;
using ToxMail.Core.Store;

namespace ToxMail.Core.Relay.Intros;

/// <summary>Has the letters of somebody whom the user accepts become mail at once.</summary>
internal sealed class AnsweredRequests(ChangeFeed changes, WorkQueue queue, IntroArrival arrival) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe();
        await foreach (var kinds in subscription.ReadAllAsync(stoppingToken))
        {
            if (kinds.Contains(ChangeKind.Requests))
            {
                queue.Post(arrival.DeliverAsync);
            }
        }
    }
}
