using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;

namespace ToxMail.Core.Smtp;

/// <summary>One client's session (RFC 5321 3): a line in, the table asked, a reply out.</summary>
internal sealed partial class SmtpSession(LineConnection connection, SmtpServices services, ILogger logger)
{
    private readonly LineReader _lines = new(services.Limits.CommandLine, LineEnding.CrLf);
    private readonly SmtpLogin _login = new(connection, services.Passwords, services.Limits, services.Time, logger);
    private SmtpState _state = SmtpState.Connected;
    private Envelope? _envelope;
    private string _client = string.Empty;
    private bool _loggedIn;
    private int _errors;

    /// <summary>Serves the client until either side ends it.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
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
                ReadStatus.TooLong => Judge(SmtpReplies.LineTooLong),
                _ => Judge(await AnswerAsync(read.Line, cancellationToken)),
            };
        }
    }

    // A null reply means that the connection ended within a command; the next read says how.
    private bool Send(SmtpReply? reply)
    {
        if (reply is null)
        {
            return true;
        }

        LogReply(reply.Code, reply.Enhanced);
        connection.Write(reply.ToString());
        return !reply.Closes;
    }

    private SmtpReply? Judge(SmtpReply? reply) =>
        reply?.IsProtocolError == true && ++_errors > services.Limits.Errors ? SmtpReplies.TooManyErrors : reply;

    private async ValueTask<SmtpReply?> AnswerAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        if (SmtpCommand.TryRead(line.Span, out var command) is { } unreadable)
        {
            return unreadable;
        }

        LogCommand(command.Verb, _state);
        return SmtpStateTable.Refusal(command.Verb, _state) ?? command.Verb switch
        {
            SmtpVerb.Ehlo => Hello(command.Argument, SmtpReplies.Extensions(services.Mail.MaxMessageBytes, services.Tls is { IsReady: true } && !connection.IsSecure)),
            SmtpVerb.Helo => Hello(command.Argument, SmtpReplies.Hello),
            SmtpVerb.Auth => await LogInAsync(command.Argument, cancellationToken),
            SmtpVerb.StartTls => await StartTlsAsync(command.Argument, cancellationToken),
            SmtpVerb.Mail => BeginMail(command.Argument),
            SmtpVerb.Rcpt => await AddRecipientAsync(command.Argument, cancellationToken),
            SmtpVerb.Data => await ReceiveAsync(command.Argument, cancellationToken),
            _ => Simple(command),
        };
    }

    private SmtpReply Simple(SmtpCommand command) => command.Verb switch
    {
        SmtpVerb.Rset when command.Argument.Length == 0 => Reset(),
        SmtpVerb.Quit when command.Argument.Length == 0 => SmtpReplies.Bye,
        SmtpVerb.Noop => SmtpReplies.Ok,
        SmtpVerb.Help => SmtpReplies.Help,
        SmtpVerb.Vrfy => command.Argument.Length == 0 ? SmtpReplies.ArgumentMissing : SmtpReplies.CannotVerify,
        _ => SmtpReplies.NoArgumentAllowed,
    };

    private SmtpReply Hello(string client, SmtpReply reply)
    {
        if (client.Length == 0 || client.Contains(' ', StringComparison.Ordinal))
        {
            return SmtpReplies.HelloNeedsName;
        }

        // A second hello is also a reset (RFC 5321 4.1.4).
        _client = client;
        connection.Introduce(client);
        EndMail();
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
        EndMail();
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
        EndMail();
        return reply;
    }

    private SmtpReply BeginMail(string argument)
    {
        if (MailCommand.TryRead(argument, out var command) is { } refusal)
        {
            return refusal;
        }

        if (command.AnnouncedSize > services.Mail.MaxMessageBytes)
        {
            return SmtpReplies.TooLarge;
        }

        if (command.Sender is not null && !services.Own.Owns(command.Sender))
        {
            return SmtpReplies.NotOwnSender;
        }

        _envelope = new Envelope(command, command.Sender is null ? string.Empty : services.Own.Address.ToString());
        _state = SmtpState.Mail;
        return SmtpReplies.SenderOk;
    }

    private async Task<SmtpReply> AddRecipientAsync(string argument, CancellationToken cancellationToken)
    {
        if (RcptCommand.TryRead(argument, services.Own, _envelope!.Mail.IsUtf8, out var command) is { } refusal)
        {
            return refusal;
        }

        if (_envelope.Recipients.Count >= services.Limits.Recipients)
        {
            return SmtpReplies.TooManyRecipients;
        }

        var verdict = await JudgeAsync(command, cancellationToken);
        if (verdict.Accepted is { } recipient)
        {
            _envelope.Recipients.Add(recipient);
            _state = SmtpState.Recipients;
        }

        return verdict.Reply;
    }

    private async Task<RecipientVerdict> JudgeAsync(RcptCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await services.Judge.JudgeAsync(command, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogLookupFailed(fault);
            return new RecipientVerdict(SmtpReplies.LookupFailed, null);
        }
    }

    private async Task<SmtpReply?> ReceiveAsync(string argument, CancellationToken cancellationToken)
    {
        if (argument.Length > 0)
        {
            return SmtpReplies.NoArgumentAllowed;
        }

        var reply = await services.Intake.ReceiveAsync(connection, _envelope!, cancellationToken);
        EndMail();
        return reply;
    }

    private SmtpReply Reset()
    {
        EndMail();
        return SmtpReplies.Ok;
    }

    private void EndMail()
    {
        _envelope = null;
        _state = _client.Length == 0 ? SmtpState.Connected
            : _loggedIn || !services.Mail.RequirePassword ? SmtpState.Ready
            : SmtpState.Greeted;
    }

    [LoggerMessage(LogLevel.Trace, "{Verb} in state {State}")]
    private partial void LogCommand(SmtpVerb verb, SmtpState state);

    [LoggerMessage(LogLevel.Trace, "Reply {Code} {Enhanced}")]
    private partial void LogReply(int code, string? enhanced);

    [LoggerMessage(LogLevel.Error, "A recipient could not be looked up.")]
    private partial void LogLookupFailed(Exception fault);
}
