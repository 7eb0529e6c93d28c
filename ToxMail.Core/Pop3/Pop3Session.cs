using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;

namespace ToxMail.Core.Pop3;

/// <summary>One client's session (RFC 1939 3): a line in, the table asked, a reply out.</summary>
internal sealed partial class Pop3Session(LineConnection connection, Pop3Services services, ILogger logger) : IDisposable
{
    private static readonly string[] Logins = ["USER", "SASL PLAIN"];
    private static readonly string[] Stls = ["STLS"];

    private readonly LineReader _lines = new(services.Limits.CommandLine, LineEnding.AnyLf);
    private readonly Pop3Login _login = new(connection, services.Passwords, services.RequirePassword, services.Limits, services.Time, logger);
    private readonly MessageSender _sender = new(connection, services.Blobs, services.Damaged, logger);
    private Pop3Transaction? _transaction;
    private IDisposable? _hold;
    private int _errors;

    /// <summary>Serves the client until either side ends it; only QUIT deletes.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        LimitLogin();
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
                _ when _login.IsRevoked => Pop3Replies.Revoked,
                ReadStatus.TooLong => Judge(Unreadable(Pop3Replies.LineTooLong)),
                _ => Judge(await AnswerAsync(read.Line, cancellationToken)),
            };
        }
    }

    /// <summary>Lets the maildrop go.</summary>
    public void Dispose()
    {
        _sender.Dispose();
        _hold?.Dispose();
    }

    // EXPIRE NEVER: mail stays until the user deletes it (RFC 2449 6.7); mutt takes EXPIRE 0 for "cannot leave mail on the server".
    private string[] Capabilities =>
    [
        "TOP", "UIDL", .. connection.IsPrivate ? Logins : [], "PIPELINING", "RESP-CODES", "AUTH-RESP-CODE", "UTF8 USER", "EXPIRE NEVER", "IMPLEMENTATION ToxMail",
        .. OffersTls ? Stls : [],
    ];

    private bool OffersTls => services.Tls is { IsReady: true } && !connection.IsSecure && _transaction is null;

    // A null reply means that all was said already, or that the connection ended within a command; the next read says which.
    private bool Send(Pop3Reply? reply)
    {
        if (reply is null)
        {
            return true;
        }

        LogReply(reply.Success);
        connection.Reply(reply.ToString());
        return !reply.Closes;
    }

    private Pop3Reply? Judge(Pop3Reply? reply) =>
        reply?.Success == false && ++_errors > services.Limits.Errors ? Pop3Replies.TooManyErrors : reply;

    private async ValueTask<Pop3Reply?> AnswerAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        if (Pop3Command.TryRead(line.Span, out var command) is { } unreadable)
        {
            return Unreadable(unreadable);
        }

        var state = _transaction is null ? Pop3State.Authorization : Pop3State.Transaction;
        LogCommand(command.Verb, state);
        connection.Transcript.Client(command.Shown);
        if (Pop3StateTable.Refusal(command.Verb, state) is { } refusal)
        {
            return refusal;
        }

        return command.Verb switch
        {
            Pop3Verb.Capa => await SendListAsync(Pop3Replies.Capabilities, Capabilities, cancellationToken),
            Pop3Verb.Quit => command.Words is [] ? await QuitAsync(cancellationToken) : Pop3Replies.BadArguments,
            _ when _transaction is { } transaction => await transaction.AnswerAsync(command, cancellationToken),
            _ => await AuthorizeAsync(command, cancellationToken),
        };
    }

    private Pop3Reply Unreadable(Pop3Reply reply)
    {
        connection.Transcript.Client("(a line that cannot be read, hidden)");
        return reply;
    }

    private async ValueTask<Pop3Reply?> AuthorizeAsync(Pop3Command command, CancellationToken cancellationToken) => command.Verb switch
    {
        Pop3Verb.User or Pop3Verb.Pass or Pop3Verb.Auth when !connection.IsPrivate => Pop3Replies.EncryptionFirst,
        Pop3Verb.User => _login.User(command.Argument),
        Pop3Verb.Pass => await OpenAsync(await _login.PassAsync(command.Argument, cancellationToken), cancellationToken),
        Pop3Verb.Auth when command.Words is [] => await SendListAsync(Pop3Replies.Listing, ["PLAIN"], cancellationToken),
        Pop3Verb.Auth => await OpenAsync(await _login.AuthAsync(command.Words, cancellationToken), cancellationToken),
        Pop3Verb.Stls => await StartTlsAsync(command, cancellationToken),
        _ => command.Words is [] ? Pop3Replies.Utf8On : Pop3Replies.BadArguments,
    };

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
            _transaction = new Pop3Transaction(connection, _sender, new Maildrop(await services.Inbox.SnapshotAsync(cancellationToken)));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
            _hold.Dispose();
            return Pop3Replies.StorageFailed;
        }

        LimitLogin();
        return _transaction.Welcome;
    }

    private void LimitLogin() => connection.LimitTo(_transaction is null && services.RequirePassword ? services.Limits.LoginWithin : Timeout.InfiniteTimeSpan);

    private async Task<Pop3Reply?> SendListAsync(Pop3Reply status, IEnumerable<string> lines, CancellationToken cancellationToken)
    {
        await MultiLineReply.SendAsync(connection, status, lines, cancellationToken);
        return null;
    }

    // The UPDATE state (RFC 1939 6): durable before the yes, and the lock is gone before the client can come back.
    private async Task<Pop3Reply> QuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_transaction?.Deleted is { Count: > 0 } ids)
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

    [LoggerMessage(LogLevel.Trace, "{Verb} in state {State}")]
    private partial void LogCommand(Pop3Verb verb, Pop3State state);

    [LoggerMessage(LogLevel.Trace, "Reply, success {Success}")]
    private partial void LogReply(bool success);

    [LoggerMessage(LogLevel.Error, "The maildrop could not be read or changed.")]
    private partial void LogFailed(Exception fault);
}
