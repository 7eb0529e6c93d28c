using ToxMail.Core.Addressing;
using ToxMail.Core.Delivery.Receiving;
using ToxMail.Core.Delivery.Sending;
using ToxMail.Core.Messages;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Delivery;

/// <summary>Mail to oneself: from the outbox into the inbox in one transaction.</summary>
internal sealed class LocalDelivery(Outbox outbox, BlobStore blobs, DiskReserve disk, AttemptRecorder recorder, OwnNames ownNames, OwnIdentity own, TimeProvider time) : IDisposable
{
    private const int BatchSize = 100;

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>One caller at a time: rows that a fault left half done are taken up first, and none of them may be another caller's.</summary>
    internal async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await outbox.ReleaseInterruptedAsync(own.PublicKey, cancellationToken);
            await DeliverDueAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task DeliverDueAsync(CancellationToken cancellationToken)
    {
        while (await outbox.DueForAsync(own.PublicKey, time.GetUtcNow(), 0, long.MaxValue, BatchSize, cancellationToken) is { Count: > 0 } due)
        {
            var claimed = await outbox.BeginAttemptsAsync([.. due.Select(static mail => new AttemptStart(mail.Id, null, null))], cancellationToken);
            foreach (var mail in due.Where(mail => claimed.Contains(mail.Id)))
            {
                await recorder.RecordAsync([await TryDeliverAsync(mail, cancellationToken)], cancellationToken);
            }
        }
    }

    private async Task<AttemptResult> TryDeliverAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        try
        {
            return AttemptRecorder.Delivered(mail, MailVia.Local) with { Notice = await CopyAsync(mail, cancellationToken) };
        }
        catch (IOException exception)
        {
            return recorder.Later(mail, WaitWords.NotStored(exception));
        }
    }

    private async Task<NewInboxMail> CopyAsync(QueuedMail mail, CancellationToken cancellationToken)
    {
        disk.Require(mail.SizeBytes);
        await using var source = blobs.OpenRead(mail.Blob);
        await using var copy = blobs.Create();
        var block = await HeaderBlockReader.ReadAsync(source, ParcelUnpacker.HeaderLimit, cancellationToken)
            ?? throw new IOException("Its header is too long.");
        var arrival = ArrivalHeaders.Rewrite(block.Header, new ArrivalContext
        {
            Sender = own.PublicKey,
            Own = own,
            Now = time.GetUtcNow(),
            ReturnPath = mail.ReturnPath,
            Route = ArrivalRoute.Local,
            QueueId = mail.QueueId,
            IsSenderName = ownNames.Owns,
        });
        await copy.WriteAsync(arrival.Header, cancellationToken);
        await copy.WriteAsync(block.Rest, cancellationToken);
        await source.CopyToAsync(copy, cancellationToken);
        return new NewInboxMail
        {
            Blob = await copy.CommitAsync(cancellationToken),
            From = arrival.From,
            Subject = arrival.Subject,
            Via = MailVia.Local,
            SenderKey = own.PublicKey,
        };
    }
}
