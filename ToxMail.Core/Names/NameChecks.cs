using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Names;

/// <summary>Looks at known names again in the background, each at most once in <see cref="NamesOptions.CheckPinsEvery"/>.</summary>
internal sealed partial class NameChecks(NameKeeper keeper, TimeProvider time, ILogger<NameChecks> log) : BackgroundService
{
    /// <summary>A name may be looked at so much later than it could.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        await using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                await keeper.CheckDueAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFailed(log, fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Known names could not be looked up again; the next try is in a few minutes")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
