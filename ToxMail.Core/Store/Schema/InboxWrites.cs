using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Incoming;

namespace ToxMail.Core.Store.Schema;

/// <summary>Stores received mails as part of a caller's transaction.</summary>
internal static class InboxWrites
{
    /// <summary>One result for each mail. UIDs and modification sequences are given in this order.</summary>
    internal static async Task<InboxAddResult[]> AppendAsync(this ToxMailDb db, IReadOnlyList<NewInboxMail> mails, DateTimeOffset now)
    {
        var folder = await db.Folders.AsTracking().SingleAsync(candidate => candidate.Name == MailFolder.Inbox);
        var had = await HadAsync(db, mails);
        var results = new InboxAddResult[mails.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Remember(db, had, mails[i], now) ? InboxAddResult.Stored : InboxAddResult.AlreadyHad;
            if (results[i] == InboxAddResult.Stored)
            {
                db.Add(NewRow(folder, mails[i], now));
                await db.SaveAsync(mails[i].Blob);
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

    /// <summary>The parcels among these that were stored before.</summary>
    private static async Task<HashSet<(PublicKey, string)>> HadAsync(ToxMailDb db, IReadOnlyList<NewInboxMail> mails)
    {
        var had = new HashSet<(PublicKey, string)>();
        foreach (var group in mails.Where(mail => mail is { SenderKey: not null, Digest: not null }).GroupBy(mail => mail.SenderKey!.Value))
        {
            var digests = group.Select(mail => mail.Digest!).ToArray();
            var known = await db.ReceivedParcels.Where(parcel => parcel.SenderKey == group.Key && digests.Contains(parcel.Digest)).Select(parcel => parcel.Digest).ToListAsync();
            had.UnionWith(known.Select(digest => Key(group.Key, digest)));
        }

        return had;
    }

    /// <summary>True when the mail is new, which it is no more afterwards.</summary>
    private static bool Remember(ToxMailDb db, HashSet<(PublicKey, string)> had, NewInboxMail mail, DateTimeOffset now)
    {
        if (mail is not { SenderKey: { } sender, Digest: { } digest })
        {
            return true;
        }

        var isNew = had.Add(Key(sender, digest));
        if (isNew)
        {
            db.Add(new ReceivedParcel { SenderKey = sender, Digest = digest, ReceivedAt = now });
        }

        return isNew;
    }

    private static (PublicKey, string) Key(PublicKey sender, byte[] digest) => (sender, Convert.ToHexString(digest));
}
