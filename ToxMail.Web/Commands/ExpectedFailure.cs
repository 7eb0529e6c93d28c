using System.Text.Json;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Web.Commands;

/// <summary>A failure that the user can do something about, in one sentence instead of a stack trace.</summary>
internal sealed record ExpectedFailure(int ExitCode, string Sentence)
{
    /// <summary>Null for what only a bug explains.</summary>
    public static ExpectedFailure? Of(Exception exception) => exception switch
    {
        DataDirectoryInUseException => new(Commands.ExitCode.FolderInUse, exception.Message),
        ToxPortTakenException => new(Commands.ExitCode.NotNow, exception.Message),
        _ when DiskFault.IsFull(exception) => new(Commands.ExitCode.NotNow, (exception as IOException ?? exception.GetBaseException()).Message),
        DataDirectoryException or ToxUnavailableException => Plain(exception.Message),
        InvalidDataException { InnerException: FormatException or JsonException } => Plain($"appsettings.json cannot be read: {exception.GetBaseException().Message}"),
        IOException or InvalidDataException or UnauthorizedAccessException => Plain(exception.Message),
        AggregateException { InnerExceptions: [{ } only] } => Of(only),
        _ => null,
    };

    private static ExpectedFailure Plain(string sentence) => new(Commands.ExitCode.Failure, sentence);
}
