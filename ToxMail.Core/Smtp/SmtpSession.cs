using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;

namespace ToxMail.Core.Smtp;

/// <summary>One client's session (RFC 5321 3): a line in, the table asked, a reply out.</summary>
internal sealed partial class SmtpSession(LineConnection connection, SmtpServices services, ILogger logger) : IAsyncDisposable
{
    private readonly LineReader _lines = new(services.Limits.CommandLine, LineEnding.CrLf);
    private readonly SmtpLogin _login = new(connection, services.Passwords, services.Mail.RequirePassword, services.Limits, services.Time, logger);
    private readonly SmtpTransaction _mail = new(connection, services, logger);
    private string _client = string.Empty;
    private bool _loggedIn;
    private int _errors;

    /// <summary>Serves the client until either side ends it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        LimitLogin();
        var reply = SmtpReplies.Greeting;
        while (Send(reply))
        {
            var read = await connection.ReadLineAsync(_lines, cancellationToken);
            if (read.Status == ReadStatus.Ended)
            {
                return;
            }

            reply = read.Status switch
            {
                ReadStatus.Idle => SmtpReplies.Idle,
                ReadStatus.Stopping => SmtpReplies.Stopping,
                _ when _login.IsRevoked => SmtpReplies.Revoked,
                ReadStatus.TooLong => Judge(Unreadable(SmtpReplies.LineTooLong)),
                _ => Judge(await AnswerAsync(read.Line, cancellationToken)),
            };
        }
    }

    /// <summary>Forgets a mail that did not come to its end.</summary>
    public ValueTask DisposeAsync() => _mail.DisposeAsync();

    private SmtpState State => _client.Length == 0 ? SmtpState.Connected
        : !_loggedIn && services.Mail.RequirePassword ? SmtpState.Greeted
        : _mail.State ?? SmtpState.Ready;

    // A null reply means that the connection ended within a command; the next read says how.
    private bool Send(SmtpReply? reply)
    {
        if (reply is null)
        {
            return true;
        }

        LogReply(reply.Code, reply.Enhanced);
        connection.Reply(reply.ToString());
        return !reply.Closes;
    }

    private SmtpReply? Judge(SmtpReply? reply) =>
        reply?.IsProtocolError == true && ++_errors > services.Limits.Errors ? SmtpReplies.TooManyErrors : reply;

    private async ValueTask<SmtpReply?> AnswerAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        if (SmtpCommand.TryRead(line.Span, out var command) is { } unreadable)
        {
            return Unreadable(SmtpCommand.IsChunk(line.Span) ? SmtpReplies.ChunkWithoutSize : unreadable);
        }

        var state = State;
        LogCommand(command.Verb, state);
        connection.Transcript.Client(command.Shown);
        var refusal = SmtpStateTable.Refusal(command.Verb, state);
        return command.Verb == SmtpVerb.Bdat
            ? await _mail.TakeChunkAsync(command.Argument, refusal, cancellationToken)
            : refusal ?? await CarryOutAsync(command, cancellationToken);
    }

    private async ValueTask<SmtpReply?> CarryOutAsync(SmtpCommand command, CancellationToken cancellationToken) => command.Verb switch
    {
        SmtpVerb.Ehlo => await HelloAsync(command.Argument, SmtpReplies.Extensions(services.Mail.MaxMessageBytes, services.Tls is { IsReady: true } && !connection.IsSecure, connection.IsPrivate)),
        SmtpVerb.Helo => await HelloAsync(command.Argument, SmtpReplies.Hello),
        SmtpVerb.Auth when !connection.IsPrivate => SmtpReplies.EncryptionFirst,
        SmtpVerb.Auth => await LogInAsync(command.Argument, cancellationToken),
        SmtpVerb.StartTls => await StartTlsAsync(command.Argument, cancellationToken),
        SmtpVerb.Mail => _mail.Begin(command.Argument),
        SmtpVerb.Rcpt => await _mail.AddRecipientAsync(command.Argument, cancellationToken),
        SmtpVerb.Data => await _mail.ReceiveAsync(command.Argument, cancellationToken),
        SmtpVerb.Rset when command.Argument.Length == 0 => await ResetAsync(),
        _ => Simple(command),
    };

    private static SmtpReply Simple(SmtpCommand command) => command.Verb switch
    {
        SmtpVerb.Quit when command.Argument.Length == 0 => SmtpReplies.Bye,
        SmtpVerb.Noop => SmtpReplies.Ok,
        SmtpVerb.Help => SmtpReplies.Help,
        SmtpVerb.Vrfy => command.Argument.Length == 0 ? SmtpReplies.ArgumentMissing : SmtpReplies.CannotVerify,
        _ => SmtpReplies.NoArgumentAllowed,
    };

    private SmtpReply Unreadable(SmtpReply reply)
    {
        connection.Transcript.Client("(a line that cannot be read, hidden)");
        return reply;
    }

    private async ValueTask<SmtpReply> HelloAsync(string client, SmtpReply reply)
    {
        if (client.Length == 0 || client.Contains(' ', StringComparison.Ordinal))
        {
            return SmtpReplies.HelloNeedsName;
        }

        // A second hello is also a reset (RFC 5321 4.1.4).
        _client = client;
        connection.Introduce(client);
        await _mail.EndAsync();
        return reply;
    }

    private async Task<SmtpReply?> StartTlsAsync(string argument, CancellationToken cancellationToken)
    {
        if (services.Tls is not { IsReady: true } || connection.IsSecure || argument.Length > 0)
        {
            return services.Tls is not { IsReady: true } ? SmtpReplies.NotImplemented : connection.IsSecure ? SmtpReplies.AlreadySecure : SmtpReplies.NoArgumentAllowed;
        }

        if (connection.HasPendingInput)
        {
            return SmtpReplies.PlaintextBehindStartTls;
        }

        // Nothing that was said in plain text counts any more (RFC 3207 4.2).
        Send(SmtpReplies.GoAhead);
        (_client, _loggedIn) = (string.Empty, false);
        LimitLogin();
        await _mail.EndAsync();
        await connection.UpgradeAsync(services.Tls, cancellationToken);
        return null;
    }

    private async Task<SmtpReply?> LogInAsync(string argument, CancellationToken cancellationToken)
    {
        if (_loggedIn)
        {
            return SmtpReplies.AlreadyLoggedIn;
        }

        var reply = await _login.RunAsync(argument, _client, cancellationToken);
        _loggedIn = reply == SmtpReplies.LoggedIn;
        LimitLogin();
        return reply;
    }

    private async ValueTask<SmtpReply> ResetAsync()
    {
        await _mail.EndAsync();
        return SmtpReplies.Ok;
    }

    private void LimitLogin() =>
        connection.LimitTo(_loggedIn || !services.Mail.RequirePassword ? Timeout.InfiniteTimeSpan : services.Limits.LoginWithin);

    [LoggerMessage(LogLevel.Trace, "{Verb} in state {State}")]
    private partial void LogCommand(SmtpVerb verb, SmtpState state);

    [LoggerMessage(LogLevel.Trace, "Reply {Code} {Enhanced}")]
    private partial void LogReply(int code, string? enhanced);
}
