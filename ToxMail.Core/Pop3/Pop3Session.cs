using System.Globalization;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;
using ToxMail.Core.Store;

namespace ToxMail.Core.Pop3;

/// <summary>One client's session (RFC 1939 3): a line in, the table asked, a reply out.</summary>
internal sealed partial class Pop3Session(LineConnection connection, Pop3Services services, ILogger logger) : IDisposable
{
    // EXPIRE NEVER: mail stays until the user deletes it (RFC 2449 6.7); mutt takes EXPIRE 0 for "cannot leave mail on the server".
    private static readonly string[] Capabilities =
        ["TOP", "UIDL", "USER", "SASL PLAIN", "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE", "UTF8 USER", "EXPIRE NEVER", "IMPLEMENTATION ToxMail"];

    private const string Stls = "STLS";

    private readonly LineReader _lines = new(services.Limits.CommandLine, LineEnding.AnyLf);
    private readonly Pop3Login _login = new(connection, services.Passwords, services.RequirePassword, services.Limits, services.Time, logger);
    private Pop3State _state = Pop3State.Authorization;
    private Maildrop _maildrop = new([]);
    private IDisposable? _hold;
    private int _errors;

    /// <summary>Serves the client until either side ends it; only QUIT deletes.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var reply = Pop3Replies.Greeting;
        while (Send(reply))
        {
            var read = await connection.ReadLineAsync(_lines, cancellationToken);
            if (read.Status == ReadStatus.Ended)
            {
                return;
            }

            reply = read.Status switch
            {
                ReadStatus.Idle => Pop3Replies.Idle,
                ReadStatus.Stopping => Pop3Replies.Stopping,
                ReadStatus.TooLong => Judge(Pop3Replies.LineTooLong),
                _ => Judge(await AnswerAsync(read.Line, cancellationToken)),
            };
        }
    }

    /// <summary>Lets the maildrop go.</summary>
    public void Dispose() => _hold?.Dispose();

    private bool OffersTls => services.Tls is { IsReady: true } && !connection.IsSecure && _state == Pop3State.Authorization;

    // A null reply means that all was said already, or that the connection ended within a command; the next read says which.
    private bool Send(Pop3Reply? reply)
    {
        if (reply is null)
        {
            return true;
        }

        LogReply(reply.Success);
        connection.Write(reply.ToString());
        return !reply.Closes;
    }

    private Pop3Reply? Judge(Pop3Reply? reply) =>
        reply?.Success == false && ++_errors > services.Limits.Errors ? Pop3Replies.TooManyErrors : reply;

    private async ValueTask<Pop3Reply?> AnswerAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        if (Pop3Command.TryRead(line.Span, out var command) is { } unreadable)
        {
            return unreadable;
        }

        LogCommand(command.Verb, _state);
        if (Pop3StateTable.Refusal(command.Verb, _state) is { } refusal)
        {
            return refusal;
        }

        return _state == Pop3State.Authorization
            ? await AuthorizeAsync(command, cancellationToken)
            : await TransactAsync(command, cancellationToken);
    }

    private async ValueTask<Pop3Reply?> AuthorizeAsync(Pop3Command command, CancellationToken cancellationToken) => command.Verb switch
    {
        Pop3Verb.User => _login.User(command.Argument),
        Pop3Verb.Pass => await OpenAsync(await _login.PassAsync(command.Argument, cancellationToken), cancellationToken),
        Pop3Verb.Auth when command.Words is [] => await SendListAsync(Pop3Replies.Listing, ["PLAIN"], cancellationToken),
        Pop3Verb.Auth => await OpenAsync(await _login.AuthAsync(command.Words, cancellationToken), cancellationToken),
        Pop3Verb.Capa => await SendListAsync(Pop3Replies.Capabilities, OffersTls ? [.. Capabilities, Stls] : Capabilities, cancellationToken),
        Pop3Verb.Stls => await StartTlsAsync(command, cancellationToken),
        Pop3Verb.Utf8 => command.Words is [] ? Pop3Replies.Utf8On : Pop3Replies.BadArguments,
        _ => command.Words is [] ? Pop3Replies.Bye : Pop3Replies.BadArguments,
    };

    private async ValueTask<Pop3Reply?> TransactAsync(Pop3Command command, CancellationToken cancellationToken) => command.Verb switch
    {
        Pop3Verb.List => await ListAsync(command, ScanLine, cancellationToken),
        Pop3Verb.Uidl => await ListAsync(command, (number, entry) => Invariant($"{number} {entry.Uid}"), cancellationToken),
        Pop3Verb.Retr => await RetrieveAsync(command.Numbers(1), cancellationToken),
        Pop3Verb.Top => await TopAsync(command.Numbers(2), cancellationToken),
        Pop3Verb.Dele => Delete(command.Numbers(1)),
        Pop3Verb.Capa => await SendListAsync(Pop3Replies.Capabilities, OffersTls ? [.. Capabilities, Stls] : Capabilities, cancellationToken),
        _ => command.Words is [] ? await SimpleAsync(command.Verb, cancellationToken) : Pop3Replies.BadArguments,
    };

    private async ValueTask<Pop3Reply> SimpleAsync(Pop3Verb verb, CancellationToken cancellationToken)
    {
        switch (verb)
        {
            case Pop3Verb.Quit:
                return await UpdateAsync(cancellationToken);
            case Pop3Verb.Stat:
                return Pop3Replies.Status(_maildrop.Count, _maildrop.Octets);
            case Pop3Verb.Rset:
                _maildrop.Reset();
                return Pop3Replies.Maildrop(_maildrop.Count, _maildrop.Octets);
            default:
                return Pop3Replies.Ok;
        }
    }

    private async Task<Pop3Reply?> StartTlsAsync(Pop3Command command, CancellationToken cancellationToken)
    {
        if (services.Tls is not { IsReady: true } || connection.IsSecure || command.Words is not [])
        {
            return services.Tls is not { IsReady: true } ? Pop3Replies.UnknownCommand : connection.IsSecure ? Pop3Replies.AlreadySecure : Pop3Replies.BadArguments;
        }

        if (connection.HasPendingInput)
        {
            return Pop3Replies.PlaintextBehindStls;
        }

        // Nothing that was said in plain text counts any more (RFC 2595 4).
        Send(Pop3Replies.GoAhead);
        _login.Forget();
        await connection.UpgradeAsync(services.Tls, cancellationToken);
        return null;
    }

    private async Task<Pop3Reply?> OpenAsync(Pop3Reply? login, CancellationToken cancellationToken)
    {
        if (login != Pop3Replies.LoggedIn)
        {
            return login;
        }

        if (await services.Lock.TryTakeAsync(cancellationToken) is not { } hold)
        {
            return Pop3Replies.InUse;
        }

        _hold = hold;
        try
        {
            _maildrop = new Maildrop(await services.Inbox.SnapshotAsync(cancellationToken));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
            _hold.Dispose();
            return Pop3Replies.StorageFailed;
        }

        _state = Pop3State.Transaction;
        return Pop3Replies.Maildrop(_maildrop.Count, _maildrop.Octets);
    }

    private static string ScanLine(int number, MaildropEntry entry) => Invariant($"{number} {entry.SizeBytes}");

    private async Task<Pop3Reply?> ListAsync(Pop3Command command, Func<int, MaildropEntry, string> line, CancellationToken cancellationToken)
    {
        if (command.Words is [])
        {
            return await SendListAsync(Pop3Replies.Listing, _maildrop.Present.Select(message => line(message.Number, message.Entry)), cancellationToken);
        }

        if (command.Numbers(1) is not [var number])
        {
            return Pop3Replies.BadArguments;
        }

        return _maildrop.Find(number) is { } entry ? Pop3Replies.Line(line((int)number, entry)) : Pop3Replies.NoSuchMessage;
    }

    private async Task<Pop3Reply?> SendListAsync(Pop3Reply status, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        connection.Write(status.ToString());
        foreach (var line in lines)
        {
            connection.Write(line);
            connection.Write("\r\n");
            if (!await connection.RelieveAsync(cancellationToken))
            {
                return null;
            }
        }

        connection.Write(".\r\n");
        return null;
    }

    private async Task<Pop3Reply?> RetrieveAsync(long[]? arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var number])
        {
            return Pop3Replies.BadArguments;
        }

        return _maildrop.Find(number) is { } entry
            ? await services.Sender.SendAsync(connection, entry, Pop3Replies.Octets(entry.SizeBytes), cut: null, cancellationToken)
            : Pop3Replies.NoSuchMessage;
    }

    private async Task<Pop3Reply?> TopAsync(long[]? arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var number, var lines])
        {
            return Pop3Replies.BadArguments;
        }

        return _maildrop.Find(number) is { } entry
            ? await services.Sender.SendAsync(connection, entry, Pop3Replies.MessageFollows, new TopCut(lines), cancellationToken)
            : Pop3Replies.NoSuchMessage;
    }

    private Pop3Reply Delete(long[]? arguments)
    {
        if (arguments is not [var number])
        {
            return Pop3Replies.BadArguments;
        }

        return _maildrop.Delete(number) ? Pop3Replies.Deleted : Pop3Replies.NoSuchMessage;
    }

    // The UPDATE state (RFC 1939 6): durable before the yes, and the lock is gone before the client can come back.
    private async Task<Pop3Reply> UpdateAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_maildrop.Deleted is { Count: > 0 } ids)
            {
                await services.Inbox.DeleteAsync(ids, cancellationToken);
            }

            return Pop3Replies.Bye;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
            return Pop3Replies.NotDeleted;
        }
        finally
        {
            _hold?.Dispose();
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Trace, "{Verb} in state {State}")]
    private partial void LogCommand(Pop3Verb verb, Pop3State state);

    [LoggerMessage(LogLevel.Trace, "Reply, success {Success}")]
    private partial void LogReply(bool success);

    [LoggerMessage(LogLevel.Error, "The maildrop could not be read or changed.")]
    private partial void LogFailed(Exception fault);
}
