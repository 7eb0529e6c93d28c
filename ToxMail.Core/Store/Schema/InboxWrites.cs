using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Store.Schema;

/// <summary>Stores received mails as part of a caller's transaction.</summary>
internal static class InboxWrites
{
    /// <summary>One result for each mail. UIDs and modification sequences are given in this order.</summary>
    internal static async Task<InboxAddResult[]> AppendAsync(this ToxMailDb db, IReadOnlyList<NewInboxMail> mails, DateTimeOffset now)
    {
        var folder = await db.Folders.AsTracking().SingleAsync(candidate => candidate.Name == MailFolder.Inbox);
        var results = new InboxAddResult[mails.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = await db.RememberAsync(mails[i], now) ? InboxAddResult.Stored : InboxAddResult.AlreadyHad;
            if (results[i] == InboxAddResult.Stored)
            {
                await db.SaveAsync(mails[i].Blob);
                _ = await RowInsert<InboxMail>.AddAsync(db, NewRow(folder, mails[i], now)) ?? throw new InvalidOperationException($"The UID of message {mails[i].Blob.Id} is taken.");
                await db.OfferAsync(mails[i], now);
            }
        }

        await db.SaveChangesAsync();
        return results;
    }

    private static InboxMail NewRow(MailFolder folder, NewInboxMail mail, DateTimeOffset now) => new()
    {
        FolderId = folder.Id,
        Uid = folder.UidNext++,
        Flags = MailFlags.None,
        ModSeq = ++folder.HighestModSeq,
        Blob = mail.Blob.Id,
        SizeBytes = mail.SizeBytes,
        LacksLineEnd = mail.Blob.LacksLineEnd,
        From = mail.From,
        Subject = mail.Subject,
        ReceivedAt = now,
        SenderKey = mail.SenderKey,
        Via = mail.Via,
    };

    /// <summary>True when the mail is new, which it is no more afterwards; one that is no parcel is always new.</summary>
    private static async Task<bool> RememberAsync(this ToxMailDb db, NewInboxMail mail, DateTimeOffset now) =>
        mail is not { SenderKey: { } sender, Digest: { } digest }
        || await RowInsert<ReceivedParcel>.AddAsync(db, new ReceivedParcel { SenderKey = sender, Digest = digest, ReceivedAt = now }) is not null;
}
