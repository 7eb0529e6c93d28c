using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Store;

/// <summary>Cleans the store every hour.</summary>
internal sealed partial class StoreHousekeeping(MailStore store, TimeProvider time, ILogger<StoreHousekeeping> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        await using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                await store.CleanAsync(stoppingToken);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store could not be cleaned; the next try is in an hour")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
