using System.Text.Json;
using Microsoft.AspNetCore.Connections;
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
        DataDirectoryException or ToxUnavailableException => Plain(exception.Message),
        IOException { InnerException: AddressInUseException } => Plain($"{exception.Message} Choose another with ToxMail:Dashboard:Port, or 0 for any free one."),
        InvalidDataException { InnerException: FormatException or JsonException } => Plain($"appsettings.json cannot be read: {exception.GetBaseException().Message}"),
        IOException or InvalidDataException or UnauthorizedAccessException => Plain(exception.Message),
        AggregateException { InnerExceptions: [{ } only] } => Of(only),
        _ => null,
    };

    private static ExpectedFailure Plain(string sentence) => new(Commands.ExitCode.Failure, sentence);
}
