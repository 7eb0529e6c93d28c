using Microsoft.Extensions.Logging;
using ToxMail.Core.Relay.OwnMail;

namespace ToxMail.Core.Relay;

/// <summary>Whether the disk has room for what contacts offer. Says so when that changes: contacts keep what is not taken, so nothing else tells the user.</summary>
internal sealed partial class RelayRoom(IRelayedMail mails, ILogger<RelayRoom> logger)
{
    private int _isFull;

    internal bool IsFor(long bytes)
    {
        var isFull = !mails.HasRoomFor(bytes);
        if (Interlocked.Exchange(ref _isFull, isFull ? 1 : 0) != (isFull ? 1 : 0))
        {
            if (isFull)
            {
                LogFull(logger);
            }
            else
            {
                LogRoom(logger);
            }
        }

        return !isFull;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk is almost full: no relayed mail is taken, neither your own nor that of others, until there is room")]
    private static partial void LogFull(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "The disk has room again for relayed mail")]
    private static partial void LogRoom(ILogger logger);
}
