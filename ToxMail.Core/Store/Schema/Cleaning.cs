using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>Removes rows past their time, inside a transaction.</summary>
internal static class Cleaning
{
    private static readonly TimeSpan RememberIgnored = TimeSpan.FromDays(90);

    /// <summary>Returns the message files of mails that are forgotten.</summary>
    internal static async Task<IReadOnlyList<BlobId>> PruneAsync(this ToxMailDb db, OutboxOptions options, DateTimeOffset now)
    {
        var finishedBefore = now - options.KeepFinished;
        var parcelsBefore = now - OutboxOptions.KnownAgain;
        var ignoredBefore = now - RememberIgnored;
        await db.ReceivedParcels.Where(parcel => parcel.ReceivedAt < parcelsBefore).ExecuteDeleteAsync();
        await db.ExpectedParcels.Where(parcel => parcel.ToldAt < parcelsBefore).ExecuteDeleteAsync();
        await db.Requests.Where(request => request.Ignored && request.ReceivedAt < ignoredBefore).ExecuteDeleteAsync();

        var forgotten = db.OutboxMails.Where(mail => mail.QueuedAt < finishedBefore
            && !mail.Recipients.Any(row => row.FinishedAt == null || row.FinishedAt >= finishedBefore || row.SuccessNoticeAt != null));
        var blobs = await forgotten.Where(mail => mail.HasBody).Select(mail => mail.Blob).ToListAsync();
        await forgotten.ExecuteDeleteAsync();
        return await db.DropUnreferencedAsync(blobs, CancellationToken.None);
    }

    /// <summary>The one folder there is so far. Its UIDVALIDITY is the time it was made (RFC 9051 2.3.1.1).</summary>
    internal static async Task<bool> CreateInboxAsync(this ToxMailDb db, DateTimeOffset now)
    {
        if (await db.Folders.AnyAsync(folder => folder.Name == MailFolder.Inbox))
        {
            return false;
        }

        db.Add(new MailFolder { Name = MailFolder.Inbox, UidValidity = now.ToUnixTimeSeconds(), UidNext = 1, HighestModSeq = 0 });
        await db.SaveChangesAsync();
        return true;
    }
}
