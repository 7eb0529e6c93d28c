using Microsoft.Extensions.Logging;
using ToxMail.Core.Net;

namespace ToxMail.Core.Smtp;

/// <summary>The mail under way in a session (RFC 5321 3.3), from MAIL to the end of its text.</summary>
internal sealed partial class SmtpTransaction(LineConnection connection, SmtpServices services, ILogger logger) : IAsyncDisposable
{
    private Envelope? _envelope;
    private ChunkedMail? _chunks;

    /// <summary>How far it is; null while there is none.</summary>
    internal SmtpState? State => this switch
    {
        { _envelope: null } => null,
        { _chunks: not null } => SmtpState.Chunks,
        { _envelope.Recipients.Count: > 0 } => SmtpState.Recipients,
        _ => SmtpState.Mail,
    };

    /// <summary>MAIL: begins one.</summary>
    internal SmtpReply Begin(string argument)
    {
        if (MailCommand.TryRead(argument, out var command) is { } refusal)
        {
            return refusal;
        }

        if (command.AnnouncedSize > services.Mail.MaxMessageBytes)
        {
            return SmtpReplies.TooLarge;
        }

        if (command.Sender is not null && !services.Own.Owns(command.Sender) && !services.OwnNames.Owns(command.Sender))
        {
            return SmtpReplies.NotOwnSender;
        }

        _envelope = new Envelope(command, command.Sender is null ? string.Empty : services.Own.Address.ToString());
        return SmtpReplies.SenderOk;
    }

    /// <summary>RCPT.</summary>
    internal async Task<SmtpReply> AddRecipientAsync(string argument, CancellationToken cancellationToken)
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
        }

        return verdict.Reply;
    }

    /// <summary>DATA: the mail's text up to the dot; null when the connection ended before.</summary>
    internal async Task<SmtpReply?> ReceiveAsync(string argument, CancellationToken cancellationToken)
    {
        if (argument.Length > 0)
        {
            return SmtpReplies.NoArgumentAllowed;
        }

        var reply = await services.Intake.ReceiveAsync(connection, _envelope!, cancellationToken);
        await EndAsync();
        return reply;
    }

    /// <summary>
    /// BDAT. Its octets are read even if it comes out of order, or they would be taken for commands (RFC 3030 2); for the same reason a
    /// session ends that does not say how many there are. Null when the connection ended before they came.
    /// </summary>
    internal async Task<SmtpReply?> TakeChunkAsync(string argument, SmtpReply? refusal, CancellationToken cancellationToken)
    {
        if (!BdatCommand.TryRead(argument, out var command))
        {
            return SmtpReplies.ChunkWithoutSize;
        }

        if (refusal is null && _chunks is null && services.Intake.TryBegin(out refusal) is { } spool)
        {
            _chunks = new ChunkedMail(spool);
        }

        var isWhole = refusal is null
            ? await _chunks!.TakeAsync(connection, command.Size, cancellationToken)
            : await ChunkedMail.SwallowAsync(connection, command.Size, cancellationToken);
        connection.Transcript.Client($"({command.Size} octets of mail)");
        return isWhole ? refusal ?? await AnswerChunkAsync(command, cancellationToken) : null;
    }

    /// <summary>Forgets it.</summary>
    internal async ValueTask EndAsync()
    {
        _envelope = null;
        if (_chunks is { } chunks)
        {
            _chunks = null;
            await chunks.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => EndAsync();

    // After a refusal the mail is over: chunks of it that are on their way already come out of order (RFC 3030 2).
    private async Task<SmtpReply> AnswerChunkAsync(BdatCommand command, CancellationToken cancellationToken)
    {
        var chunks = _chunks!;
        if (command.IsLast && chunks.Refusal is null)
        {
            await chunks.CompleteAsync(cancellationToken);
        }

        var reply = chunks.Refusal;
        if (reply is null && !command.IsLast)
        {
            return SmtpReplies.ChunkTaken(command.Size);
        }

        reply ??= await services.Intake.CommitAsync(chunks.Spool, _envelope!, cancellationToken);
        await EndAsync();
        return reply;
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

    [LoggerMessage(LogLevel.Error, "A recipient could not be looked up.")]
    private partial void LogLookupFailed(Exception fault);
}
