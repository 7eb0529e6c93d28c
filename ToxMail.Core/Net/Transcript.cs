using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Net;

/// <summary>
/// What a client and a server said to each other, for finding out why a mail program does not get on: log lines at Debug, written only where
/// <c>ToxMail:Mail:Transcript</c> is on. It repeats what it is given: a session hands it the commands it knows and numbers in place of all else,
/// so that passwords, in whatever order they come, and the text of mails stay out.
/// </summary>
internal sealed partial class Transcript(ILogger? logger, string session)
{
    /// <summary>Writes nothing.</summary>
    internal static readonly Transcript Off = new(null, string.Empty);

    /// <summary>Adds a line of the client.</summary>
    internal void Client(string line)
    {
        if (logger is not null)
        {
            LogLine(logger, session, 'C', line);
        }
    }

    /// <summary>Adds lines of the server, as they are sent.</summary>
    internal void Server(string text)
    {
        foreach (var line in logger is null ? [] : text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            LogLine(logger!, session, 'S', line);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Session} {Side}: {Line}")]
    private static partial void LogLine(ILogger logger, string session, char side, string line);
}
