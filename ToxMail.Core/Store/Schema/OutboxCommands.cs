using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>What the user's side of the outbox does inside a transaction.</summary>
internal static class OutboxCommands
{
    /// <summary>A mail with a recipient who did not and will not get it does not count.</summary>
    private static readonly StandingCommand LatestSame = new(
        $"""
        SELECT Blob FROM OutboxMails
        WHERE SubmissionKey = @key AND QueuedAt > @earliest AND QueuedAt < @latest
        AND NOT EXISTS (SELECT 1 FROM OutboxRecipients WHERE MailId = OutboxMails.Id AND FinishedAt IS NOT NULL AND State <> {(int)DeliveryState.Delivered})
        ORDER BY Id DESC LIMIT 1
        """,
        "@key", "@earliest", "@latest");

    /// <summary>
    /// A contact that accepted between RCPT and the end of DATA would else be waited for in vain; and so would one that was removed or blocked: its
    /// mail waits for nothing, so that delivery finds it and says so.
    /// </summary>
    internal static async Task<QueuedAs> InsertAsync(this ToxMailDb db, OutboxMail mail, SealedBlob blob, NewInboxMail? notice, OwnIdentity own, TimeSpan sameWithin)
    {
        if (await db.SameSubmissionAsync(mail, sameWithin) is { } first)
        {
            return new QueuedAs(OutboxViews.QueueId(first), IsNew: false);
        }

        foreach (var row in mail.Recipients.Where(row => row.State == DeliveryState.AwaitingContact))
        {
            row.Wait(await db.WaitingStateAsync(row.PublicKey, own) ?? DeliveryState.AwaitingPeer, null, mail.QueuedAt);
        }

        await db.SaveAsync(blob);
        await db.AppendNoticesAsync(notice is null ? [] : [notice], mail.QueuedAt);
        var id = await RowInsert<OutboxMail>.AddAsync(db, mail) ?? throw new InvalidOperationException($"Message {mail.Blob} is queued already.");
        foreach (var row in mail.Recipients)
        {
            row.MailId = id;
            await RowInsert<OutboxRecipient>.AddAsync(db, row);
        }

        return new QueuedAs(OutboxViews.QueueId(mail.Blob), IsNew: true);
    }

    internal static async Task<OutboxCommandResult> RetryAsync(this ToxMailDb db, long id, OwnIdentity own, OutboxOptions options, DateTimeOffset now)
    {
        if (await db.RowAsync(id) is not { } row)
        {
            return OutboxCommandResult.NotFound;
        }

        if ((RefusalToRetry(row) ?? await db.RefusalForAgeAsync(row, options, now)) is { } refusal)
        {
            return refusal;
        }

        if ((row.FoundNospam is null ? await db.WaitingStateAsync(row.PublicKey, own) : DeliveryState.AwaitingConfirmation) is not { } waiting)
        {
            return OutboxCommandResult.NotAContact;
        }

        if (row.State.IsFinal())
        {
            row.Start(waiting, options, now);
        }
        else
        {
            row.Wait(waiting, row.LastError, now);
        }

        await db.SaveChangesAsync();
        return OutboxCommandResult.Done;
    }

    internal static async Task<OutboxCommandResult> CancelAsync(this ToxMailDb db, long id, DateTimeOffset now)
    {
        var row = await db.RowAsync(id);
        if (row is null || row.IsConfirmed || row.State.IsFinal())
        {
            return row is null ? OutboxCommandResult.NotFound : OutboxCommandResult.AlreadyFinal;
        }

        row.Finish(DeliveryState.Cancelled, row.State == DeliveryState.Sending ? "Cancelled by you while it was being sent: it may have arrived." : "Cancelled by you.", null, now);
        await db.SaveChangesAsync();
        return OutboxCommandResult.Done;
    }

    /// <summary>Returns the file of a notice that came too late.</summary>
    internal static async Task<IReadOnlyList<BlobId>> MarkDelayNoticeAsync(this ToxMailDb db, long id, NewInboxMail? notice, OutboxOptions options, DateTimeOffset now)
    {
        NewInboxMail[] notices = notice is null ? [] : [notice];
        var unwanted = notices.Select(late => late.Blob.Id);
        if (await db.RowAsync(id) is { DelayNoticeAt: not null } row)
        {
            row.AfterDelayNotice(options, now);
            await db.SaveChangesAsync();
            unwanted = await db.AppendNoticesAsync(notices, now);
        }

        return await db.DropUnreferencedAsync([.. unwanted], CancellationToken.None);
    }

    /// <summary>Returns the files nobody needs any more: the mail's own when this was all it was kept for, or the notice's when it was written before.</summary>
    internal static async Task<IReadOnlyList<BlobId>> MarkSuccessNoticeAsync(this ToxMailDb db, long id, NewInboxMail? notice, DateTimeOffset now)
    {
        NewInboxMail[] notices = notice is null ? [] : [notice];
        var dropped = notices.Select(late => late.Blob.Id).ToList();
        if (await db.RowAsync(id) is { SuccessNoticeAt: not null } row)
        {
            row.SuccessNoticeAt = null;
            await db.SaveChangesAsync();
            dropped = [.. await db.AppendNoticesAsync(notices, now), .. await db.DropDeliveredBodiesAsync([row.MailId])];
        }

        return await db.DropUnreferencedAsync(dropped, CancellationToken.None);
    }

    /// <summary>
    /// The mail that is this submission already. One that failed or was withdrawn is not: who sends it again wants it sent, and a yes that
    /// sends nothing would be a lie.
    /// </summary>
    private static async Task<BlobId?> SameSubmissionAsync(this ToxMailDb db, OutboxMail mail, TimeSpan within)
    {
        if (mail.SubmissionKey is not { } key)
        {
            return null;
        }

        var (earliest, latest) = (mail.QueuedAt - within, mail.QueuedAt + within);
        var found = await LatestSame.In(db, key, earliest.ToUnixTimeMilliseconds(), latest.ToUnixTimeMilliseconds()).ExecuteScalarAsync();
        return found is byte[] blob ? new BlobId(blob) : null;
    }

    /// <summary>It may have been stored before and only the answer been lost: it must not be offered once the recipient has forgotten it.</summary>
    private static async Task<OutboxCommandResult?> RefusalForAgeAsync(this ToxMailDb db, OutboxRecipient row, OutboxOptions options, DateTimeOffset now)
    {
        var latest = now + options.ExpireAfter - OutboxOptions.KnownAgain;
        var isOld = row.State.IsFinal() && row.Digest is not null && await db.OutboxMails.AnyAsync(mail => mail.Id == row.MailId && mail.QueuedAt < latest);
        return isOld ? OutboxCommandResult.TooOld : null;
    }

    private static OutboxCommandResult? RefusalToRetry(OutboxRecipient row) => row switch
    {
        { IsConfirmed: true } or { State: DeliveryState.Delivered } => OutboxCommandResult.AlreadyFinal,
        { State: DeliveryState.Sending } => OutboxCommandResult.UnderWay,
        { State: DeliveryState.AwaitingConfirmation } => OutboxCommandResult.NeedsConfirmation,
        _ => null,
    };
}
