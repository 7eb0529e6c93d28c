using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Delivery.Receiving;

/// <summary>Receives mails of one contact beside its queue, and each on to its end even when the contact leaves: a commit under way must not be torn.</summary>
internal sealed partial class Reception(ILogger logger, CancellationToken nodeStopping)
{
    /// <summary>Mails being received at once; a polite sender keeps to fewer.</summary>
    private const int MaxReceiving = 32;

    private int _receiving;

    /// <returns>False when too many are under way; nothing runs then.</returns>
    internal bool TryRun(Func<CancellationToken, Task> receive)
    {
        if (Volatile.Read(ref _receiving) >= MaxReceiving)
        {
            return false;
        }

        Interlocked.Increment(ref _receiving);
        _ = Task.Run(() => RunAsync(receive));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail with a contact could not be handled; it is tried again")]
    internal static partial void LogFailed(ILogger logger, Exception exception);

    private async Task RunAsync(Func<CancellationToken, Task> receive)
    {
        try
        {
            await receive(nodeStopping);
        }
        catch (OperationCanceledException)
        {
            // The node ends; the sender offers again.
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception);
        }
        finally
        {
            Interlocked.Decrement(ref _receiving);
        }
    }
}
