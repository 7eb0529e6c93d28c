using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store;

namespace ToxMail.Core.Relay;

/// <summary>Every minute tells of what is held when that has changed; every hour cleans the envelope store.</summary>
internal sealed partial class RelayHousekeeping(IRelayState state, IEnvelopeStore store, ChangeFeed changes, TimeProvider time, ILogger<RelayHousekeeping> log) : BackgroundService
{
    private const int MinutesBetweenCleanings = 60;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private (int Envelopes, long Bytes, int Own, int Tombstones) _told;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        await using var stop = stoppingToken.Register(timer.Dispose);
        for (var minute = 1; await timer.WaitForNextTickAsync(CancellationToken.None); minute++)
        {
            try
            {
                await TellAsync(stoppingToken);
                if (minute % MinutesBetweenCleanings == 0)
                {
                    await store.CleanAsync(time.GetUtcNow(), stoppingToken);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFailed(log, fault);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var now = Figures(await state.UsageAsync(cancellationToken));
        if (now != _told)
        {
            _told = now;
            changes.Publish(ChangeKind.Relay);
        }
    }

    private static (int Envelopes, long Bytes, int Own, int Tombstones) Figures(GossipUsage usage) => (usage.Envelopes, usage.Bytes, usage.OwnEnvelopes, usage.Tombstones);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store of envelopes could not be cleaned; the next try follows")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
