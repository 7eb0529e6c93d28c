using System.Buffers;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Messages;
using ToxMail.Core.Net;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Smtp;

/// <summary>Takes one mail after DATA or BDAT: from the wire to its file, then to the outbox. Only then is there a yes.</summary>
internal sealed partial class MailIntake(MailStore store, RecipientJudge judge, SubmissionContext addresses, ConfirmationNotices notices, MailOptions options, SmtpLimits limits, ILogger<MailIntake> logger)
{
    private const int BufferSize = 64 * 1024;

    private readonly DiskReserve _disk = new(store.Directory);

    /// <summary>A place for a new mail; null, and the reply, when there is none.</summary>
    internal MailSpool? TryBegin(out SmtpReply? refusal)
    {
        try
        {
            _disk.Require(0);
            refusal = null;
            return new MailSpool(store.Blobs.Create(), _disk, addresses, options.MaxMessageBytes, limits.HeaderBytes, logger);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogFailed(fault);
            refusal = StorageFault.Reply(fault);
            return null;
        }
    }

    /// <summary>Asks for the mail, reads to its end and gives the reply; null when the connection ended before the mail did.</summary>
    internal async Task<SmtpReply?> ReceiveAsync(LineConnection connection, Envelope envelope, CancellationToken cancellationToken)
    {
        await using var spool = TryBegin(out var refusal);
        if (spool is null)
        {
            return refusal;
        }

        connection.Reply(SmtpReplies.SendData.ToString());
        connection.ExtendDeadline();
        var dots = new DotReader();
        if (!await ReadAsync(connection, dots, spool, cancellationToken))
        {
            return null;
        }

        connection.Transcript.Client("(a mail, and the dot behind it)");
        if (dots.SawBareLineEnd)
        {
            return SmtpReplies.BareLineEnd;
        }

        await spool.CompleteAsync(cancellationToken);
        return spool.Refusal ?? await CommitAsync(spool, envelope, cancellationToken);
    }

    /// <summary>Makes a mail that was received as a whole durable and queues it.</summary>
    internal async Task<SmtpReply> CommitAsync(MailSpool spool, Envelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            await AddStrangersAsync(envelope, cancellationToken);
            if (!envelope.Recipients.Exists(recipient => judge.StillStands(recipient.Recipient)))
            {
                return SmtpReplies.NoRecipientLeft;
            }

            var blob = await spool.CommitAsync(cancellationToken);
            var mail = Mail(spool, envelope, blob);
            var queued = await store.Outbox.AddAsync(mail with { Notice = await notices.WriteAsync(mail, cancellationToken) }, cancellationToken);
            Log(queued, blob.Length, envelope.Recipients.Count);
            return SmtpReplies.Queued(queued.QueueId);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Whether the row was written may be unknown: the file is left to the sweep for files nobody refers to.
            LogFailed(fault);
            return StorageFault.Reply(fault);
        }
    }

    private static async Task<bool> ReadAsync(LineConnection connection, DotReader dots, MailSpool spool, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (!dots.Ended)
            {
                var read = await connection.ReadAsync(cancellationToken);
                if (read.Status != ReadStatus.Ready)
                {
                    return false;
                }

                var consumed = await TakeAsync(read.Bytes, dots, buffer, spool, cancellationToken);
                connection.AdvanceTo(read.Bytes.GetPosition(consumed));
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<long> TakeAsync(ReadOnlySequence<byte> bytes, DotReader dots, byte[] buffer, MailSpool spool, CancellationToken cancellationToken)
    {
        var consumed = 0L;
        var filled = 0;
        while (consumed < bytes.Length && !dots.Ended)
        {
            // One octet of room more than the piece: see DotReader.Read.
            var piece = bytes.Slice(consumed).First;
            if (piece.Length >= buffer.Length - filled && filled > 0)
            {
                await spool.WriteAsync(buffer.AsMemory(0, filled), cancellationToken);
                filled = 0;
            }

            consumed += dots.Read(piece.Span[..Math.Min(piece.Length, buffer.Length - 1)], buffer.AsSpan(filled), out var written);
            filled += written;
        }

        await spool.WriteAsync(buffer.AsMemory(0, filled), cancellationToken);
        return consumed;
    }

    // Before the mail: a request for a mail that then fails does no harm, but a mail without its request would wait for nothing.
    // All at once, so that thousands of them share a few commits.
    private async Task AddStrangersAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var strangers = envelope.Recipients.Select(recipient => recipient.Stranger).OfType<ToxId>().Distinct()
            .Select(id => store.Contacts.AddAsync(new Recipient.ById(id), alias: null, message: null, cancellationToken));
        var named = envelope.Recipients.Select(recipient => recipient.Pin).OfType<NewPin>()
            .Select(pin => store.NamePins.AddContactAsync(pin, alias: null, message: null, cancellationToken));
        await Task.WhenAll(strangers.Concat(named));
    }

    private static NewMail Mail(MailSpool spool, Envelope envelope, SealedBlob blob) => new()
    {
        Blob = blob,
        MessageId = spool.Headers?.MessageId ?? string.Empty,
        Subject = spool.Headers?.Subject ?? string.Empty,
        ReturnPath = envelope.ReturnPath,
        Recipients = [.. envelope.Recipients.Select(recipient => recipient.Recipient)],
        EnvelopeId = envelope.Mail.EnvelopeId,
        ReturnHeadersOnly = envelope.Mail.ReturnHeadersOnly,
        RelayForbidden = spool.Headers?.RelayForbidden ?? false,
        SubmissionKey = SubmissionKey.Of(envelope, spool),
    };

    private void Log(QueuedAs queued, long length, int recipients)
    {
        if (queued.IsNew)
        {
            LogQueued(queued.QueueId, length, recipients);
        }
        else
        {
            LogAgain(queued.QueueId);
        }
    }

    [LoggerMessage(LogLevel.Information, "Queued mail {Id}: {Length} octets for {Recipients} recipients.")]
    private partial void LogQueued(string id, long length, int recipients);

    [LoggerMessage(LogLevel.Information, "A client sent mail {Id} once more, as after a lost reply; it is not queued twice.")]
    private partial void LogAgain(string id);

    [LoggerMessage(LogLevel.Error, "A mail from a client could not be queued.")]
    private partial void LogFailed(Exception fault);
}
