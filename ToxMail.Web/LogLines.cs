using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using ToxMail.Web.Commands;

namespace ToxMail.Web;

/// <summary>One line for each event; a stack trace only for what nobody expected.</summary>
internal sealed class LogLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "toxmail";

    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var failure = logEntry.Exception is null ? null : ExpectedFailure.Of(logEntry.Exception);
        if (failure is not null && logEntry.Category is Host or Kestrel)
        {
            // The program says it once, as its last word.
            return;
        }

        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var trace = failure?.Sentence ?? logEntry.Exception?.ToString();
        var now = time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{now} {Word(logEntry.LogLevel)} {Subject(logEntry.Category)}: {message}{(trace is null ? "" : " ")}{trace}");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warn ",
        LogLevel.Information => "info ",
        _ => "debug",
    };

    /// <summary>The last part of the category: the class that speaks.</summary>
    private static string Subject(string category) => category[(category.LastIndexOf('.') + 1)..];
}
