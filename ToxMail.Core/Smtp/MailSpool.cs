using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Messages;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;

namespace ToxMail.Core.Smtp;

/// <summary>
/// A mail on its way from the wire to its file: the header block is held back, rewritten and written first, the body goes straight through.
/// The first fault decides the reply; from then on the rest is only counted, as DATA has to be read to its end.
/// </summary>
internal sealed partial class MailSpool(BlobWriter blob, DiskReserve disk, SubmissionContext addresses, long maxBytes, int maxHeaderBytes, ILogger logger) : IAsyncDisposable
{
    private readonly HeaderBlockReader _header = new(maxHeaderBytes);
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _received;
    private long _seen;
    private long _growth;

    /// <summary>Why the mail is not taken; null while it may be.</summary>
    internal SmtpReply? Refusal { get; private set; }

    /// <summary>What the headers said, once the mail is complete and not refused.</summary>
    internal SubmissionResult.Accepted? Headers { get; private set; }

    /// <summary>Names the mail as it came, before its headers were rewritten: the same octets give the same name.</summary>
    internal byte[] Digest() => _digest.GetCurrentHash();

    /// <summary>Takes the next octets.</summary>
    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        _received += octets.Length;
        if (_received > maxBytes)
        {
            Refuse(SmtpReplies.TooLarge);
        }

        if (Refusal is null)
        {
            _digest.AppendData(octets.Span);
            await GuardAsync(() => StoreAsync(octets, cancellationToken));
        }
    }

    /// <summary>There is no more.</summary>
    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (Refusal is null && _header.State == HeaderBlockState.Reading)
        {
            _header.Complete();
            await GuardAsync(() => StoreHeaderAsync(cancellationToken));
        }

        if (_received + _growth > maxBytes + MailOptions.HeaderGrowth)
        {
            Refuse(SmtpReplies.GrownTooLarge);
        }
    }

    /// <summary>Ends the mail.</summary>
    internal Task<SealedBlob> CommitAsync(CancellationToken cancellationToken) => blob.CommitAsync(cancellationToken);

    /// <summary>Forgets the mail unless it was committed.</summary>
    public ValueTask DisposeAsync()
    {
        _digest.Dispose();
        return blob.DisposeAsync();
    }

    /// <summary>Notes why the mail is not taken; the first reason stands.</summary>
    internal void Refuse(SmtpReply reply) => Refusal ??= reply;

    private async ValueTask StoreAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        LookAtDisk();
        if (_header.State == HeaderBlockState.Reading)
        {
            octets = octets[_header.Append(octets.Span)..];
            if (_header.State == HeaderBlockState.Reading)
            {
                return;
            }

            await StoreHeaderAsync(cancellationToken);
        }

        if (Refusal is null)
        {
            await blob.WriteAsync(octets, cancellationToken);
        }
    }

    private void LookAtDisk()
    {
        if (_received - _seen >= DiskReserve.LookEvery)
        {
            _seen = _received;
            disk.Require(0);
        }
    }

    private async ValueTask StoreHeaderAsync(CancellationToken cancellationToken)
    {
        if (_header.State == HeaderBlockState.TooLarge)
        {
            Refuse(SmtpReplies.HeaderTooLarge);
            return;
        }

        switch (SubmissionHeaders.Rewrite(_header.Header, addresses))
        {
            case SubmissionResult.Accepted accepted:
                Headers = accepted;
                _growth = accepted.Header.Length - _header.Header.Length;
                await blob.WriteAsync(accepted.Header, cancellationToken);
                await blob.WriteAsync(_header.HeldBody, cancellationToken);
                break;
            case SubmissionResult.Refused refused:
                Refuse(SmtpReplies.HeadersRefused(refused.Fault, refused.Reason));
                break;
        }
    }

    private async ValueTask GuardAsync(Func<ValueTask> write)
    {
        try
        {
            await write();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(fault);
            Refuse(StorageFault.Reply(fault));
        }
    }

    [LoggerMessage(LogLevel.Error, "A mail from a client could not be written.")]
    private partial void LogFailed(Exception fault);
}
