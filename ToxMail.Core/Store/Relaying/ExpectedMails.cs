using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Relaying;

/// <summary>Mail that contacts have for us and that is too large to be carried by others.</summary>
internal sealed class ExpectedMails(StoreDatabase database, BlobStore blobs, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Mails of one contact that may be expected at once: each puts a notice into the mailbox.</summary>
    internal const int MostOfOne = 32;

    /// <summary>Tells the user of a mail, once: not when it is here, or was told of before.</summary>
    /// <param name="mail">What waits.</param>
    /// <param name="compose">Writes the notice, if there is to be one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The disk is full or broken; nothing was told.</exception>
    internal async Task<AnnouncementOutcome> TellAsync(ExpectedMail mail, Func<CancellationToken, Task<NewInboxMail>> compose, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await database.WriteAsync(db => db.ExpectAgainAsync(mail), cancellationToken))
        {
            changes.Publish(ChangeKind.Relay);
            return AnnouncementOutcome.Known;
        }

        if (mail.Until <= now || (await ListAsync(cancellationToken)).Count(other => other.Sender == mail.Sender) >= MostOfOne)
        {
            return AnnouncementOutcome.Dropped;
        }

        var notice = await compose(cancellationToken);
        blobs.Require(notice.Blob);
        blobs.DeleteAll(await database.WriteAsync(db => db.ExpectAsync(mail, notice, now), cancellationToken));
        changes.Publish(ChangeKind.Inbox);
        changes.Publish(ChangeKind.Relay);
        return AnnouncementOutcome.Known;
    }

    /// <summary>What has neither come nor been given up, oldest first.</summary>
    internal async Task<IReadOnlyList<ExpectedMail>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.ExpectedAt(time.GetUtcNow()).OrderBy(row => row.Written)
            .Select(row => new ExpectedMail { Sender = row.SenderKey, SizeBytes = row.SizeBytes, Written = row.Written, Until = row.Until, Digest = row.Digest })
            .ToListAsync(cancellationToken);
    }
}
