using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Tox;

internal static partial class ToxNodeLog
{
    internal static void Warn(ILogger logger, string? warning)
    {
        if (warning is not null)
        {
            LibraryWarning(logger, warning);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The profile could not be saved; it is tried again")]
    internal static partial void ProfileNotSaved(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Asking {Count} nodes to let us into the Tox network")]
    internal static partial void Bootstrapping(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Asking nodes to let us into the Tox network failed; it is tried again")]
    internal static partial void BootstrapFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The Tox thread met a fault and goes on in a moment")]
    internal static partial void LoopFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LibraryWarning(ILogger logger, string warning);
}
