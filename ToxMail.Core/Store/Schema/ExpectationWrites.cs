using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Relaying;

namespace ToxMail.Core.Store.Schema;

/// <summary>What a contact's word of a mail to come does inside a transaction.</summary>
internal static class ExpectationWrites
{
    /// <summary>What has neither come nor been given up.</summary>
    internal static IQueryable<ExpectedParcel> ExpectedAt(this ToxMailDb db, DateTimeOffset now) => db.ExpectedParcels
        .Where(row => row.Until > now && !db.ReceivedParcels.Any(parcel => parcel.SenderKey == row.SenderKey && parcel.Digest == row.Digest));

    /// <summary>True when the mail is here or the user knows of it; then its author may have put off the end.</summary>
    internal static async Task<bool> ExpectAgainAsync(this ToxMailDb db, ExpectedMail mail)
    {
        var known = db.ExpectedParcels.Where(row => row.SenderKey == mail.Sender && row.Digest == mail.Digest);
        await known.Where(row => row.Until < mail.Until).ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, mail.Until));
        return await known.AnyAsync() || await db.ReceivedParcels.AnyAsync(parcel => parcel.SenderKey == mail.Sender && parcel.Digest == mail.Digest);
    }

    /// <summary>Returns the file of a notice that is not needed: the mail may have come while it was written.</summary>
    internal static async Task<IReadOnlyList<BlobId>> ExpectAsync(this ToxMailDb db, ExpectedMail mail, NewInboxMail notice, DateTimeOffset now)
    {
        if (await db.ExpectAgainAsync(mail))
        {
            return await db.DropUnreferencedAsync([notice.Blob.Id], CancellationToken.None);
        }

        db.Add(new ExpectedParcel { SenderKey = mail.Sender, Digest = mail.Digest, SizeBytes = mail.SizeBytes, Written = mail.Written, Until = mail.Until, ToldAt = now });
        await db.AppendNoticesAsync([notice], now);
        return [];
    }
}
