using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Delivery;

/// <summary>Runs loops that end only when they are stopped: a fault is logged, and the loop begins anew, for mail must go on once its cause is gone.</summary>
internal sealed partial class SteadyLoops(TimeProvider time, ILogger<SteadyLoops> logger)
{
    /// <summary>After a fault of the machine, such as a full disk, the loops go on at this pace.</summary>
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    internal Task RunAsync(CancellationToken stopping, params IEnumerable<Func<CancellationToken, Task>> loops) => Task.WhenAll(loops.Select(loop => RunAsync(loop, stopping)));

    private async Task RunAsync(Func<CancellationToken, Task> loop, CancellationToken stopping)
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivering mail met a fault and goes on in a moment")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
