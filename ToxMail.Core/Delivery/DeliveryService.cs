using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Delivery;

/// <summary>Runs the Tox node and moves mail: reads what the network brings, follows the changes of the store, and keeps the calendar.</summary>
internal sealed partial class DeliveryService(
    ToxNode node,
    Conversations conversations,
    ContactSynchronizer synchronizer,
    DeliveryCalendar calendar,
    LocalDelivery local,
    UnwantedMail unwanted,
    DeliverySpool spool,
    OwnIdentity own,
    Outbox outbox,
    Contacts contacts,
    ChangeFeed changes,
    TimeProvider time,
    ILogger<DeliveryService> logger) : BackgroundService
{
    /// <summary>After a fault of the machine, such as a full disk, the loops go on at this pace.</summary>
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <summary>Hundreds of mails a second change the outbox; the calendar is read anew at this pace at most.</summary>
    private static readonly TimeSpan CalendarPace = TimeSpan.FromMilliseconds(500);

    /// <summary>A lone mail goes at once; in a stream of mails the pause lets a bundle fill, which is worth more than the milliseconds.</summary>
    private static readonly TimeSpan ChangePace = TimeSpan.FromMilliseconds(20);

    /// <summary>A name costs a commit and everybody who shows contacts a look; a contact may change its own as often as it likes.</summary>
    private static readonly TimeSpan NamePace = TimeSpan.FromSeconds(2);

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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        LoopAsync(ReadEventsAsync, stoppingToken),
        LoopAsync(KeepNamesAsync, stoppingToken),
        LoopAsync(FollowChangesAsync, stoppingToken),
        LoopAsync(KeepCalendarAsync, stoppingToken),
        LoopAsync(SweepAsync, stoppingToken));

    /// <summary>A fault is logged and never ends a loop: mail must go on once its cause is gone.</summary>
    private async Task LoopAsync(Func<CancellationToken, Task> loop, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await loop(stopping);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFault(logger, exception);
            }

            await Task.Delay(AfterFault, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadEventsAsync(CancellationToken stopping)
    {
        // After a fault it begins anew, and the synchronizer makes up for what an event could not write.
        changes.Publish(ChangeKind.Contacts);
        await foreach (var happened in node.Events.ReadAllAsync(stopping))
        {
            await HandleAsync(happened, stopping);
        }
    }

    private async Task HandleAsync(ToxEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case ToxEvent.Packet packet:
                conversations.Received(packet);
                break;
            case ToxEvent.FileOffer offer:
                await conversations.OfferedAsync(offer);
                break;
            case ToxEvent.FriendConnection friend:
                await conversations.ConnectionChangedAsync(friend.Key, friend.Connection);
                break;
            case ToxEvent.FriendRequest request:
                node.Handled(request);
                await contacts.RecordRequestAsync(request.Key, request.Message, cancellationToken);
                break;
            case ToxEvent.SelfConnection:
                changes.Publish(ChangeKind.Status);
                break;
        }
    }

    private async Task KeepNamesAsync(CancellationToken stopping)
    {
        while (true)
        {
            foreach (var name in await node.Names.ReadAsync(stopping))
            {
                await contacts.SetNameAsync(name.Key, name.Value, stopping);
                node.Names.Handled(name);
            }

            await Task.Delay(NamePace, time, stopping);
        }
    }

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
        await unwanted.FailForBlockersAsync(conversations.Wake(peers), cancellationToken);
        if (peers.Contains(own.PublicKey))
        {
            await local.DeliverAsync(cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering mail met a fault and goes on in a moment")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
