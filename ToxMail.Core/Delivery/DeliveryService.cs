using Microsoft.Extensions.Hosting;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Delivery;

/// <summary>Runs the Tox node and moves mail: reads what the network brings, follows the changes of the store, and keeps the calendar.</summary>
internal sealed class DeliveryService(
    ToxNode node,
    NodeEvents events,
    SteadyLoops loops,
    Conversations conversations,
    ContactSynchronizer synchronizer,
    DeliveryCalendar calendar,
    LocalDelivery local,
    UnwantedMail unwanted,
    DeliverySpool spool,
    OwnIdentity own,
    Outbox outbox,
    ChangeFeed changes,
    TimeProvider time) : BackgroundService
{
    /// <summary>Hundreds of mails a second change the outbox; the calendar is read anew at this pace at most.</summary>
    private static readonly TimeSpan CalendarPace = TimeSpan.FromMilliseconds(500);

    /// <summary>A lone mail goes at once; in a stream of mails the pause lets a bundle fill, which is worth more than the milliseconds.</summary>
    private static readonly TimeSpan ChangePace = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromHours(1);

    private readonly WakeSignal _wake = new(time);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        node.Start();
        await synchronizer.AdoptAsync(cancellationToken);
        await synchronizer.SynchronizeAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await conversations.DisposeAsync();
        await node.DisposeAsync();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.RunAsync(stoppingToken, events.ReadAsync, events.KeepNamesAsync, FollowChangesAsync, KeepCalendarAsync, SweepAsync);

    private async Task FollowChangesAsync(CancellationToken stopping)
    {
        // After a fault it begins anew, and what changed meanwhile was not seen.
        using var subscription = changes.Subscribe();
        await synchronizer.SynchronizeAsync(stopping);
        await DeliverDueAsync(stopping);
        await foreach (var kinds in subscription.ReadAllAsync(stopping))
        {
            if (kinds.Contains(ChangeKind.Contacts))
            {
                await synchronizer.SynchronizeAsync(stopping);
            }

            if (kinds.Contains(ChangeKind.Outbox) || kinds.Contains(ChangeKind.Contacts))
            {
                await DeliverDueAsync(stopping);
                _wake.Wake();
            }

            await Task.Delay(ChangePace, time, stopping);
        }
    }

    private async Task KeepCalendarAsync(CancellationToken stopping)
    {
        while (true)
        {
            var next = await calendar.RunDueAsync(stopping);
            await DeliverDueAsync(stopping);
            await _wake.WaitUntilAsync(next, stopping);
            await Task.Delay(CalendarPace, time, stopping);
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        do
        {
            spool.Sweep();
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task DeliverDueAsync(CancellationToken cancellationToken)
    {
        var peers = await outbox.PeersWithMailAsync(cancellationToken);
        await unwanted.FailForAsync(conversations.Wake(peers), cancellationToken);
        if (peers.Contains(own.PublicKey))
        {
            await local.DeliverAsync(cancellationToken);
        }
    }
}
