using Microsoft.Extensions.Logging.Console;

namespace ToxMail.Web;

/// <summary>Logs go to standard error, one line each: standard output is for what the user asked for.</summary>
internal static class NodeLogging
{
    public static void AddNodeConsole(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(console =>
        {
            console.FormatterName = LogLines.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
    }
}
