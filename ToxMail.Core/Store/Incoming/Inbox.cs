using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Incoming;

/// <summary>Mail received, in one folder for now; its UIDs only ever grow, as IMAP will want them.</summary>
public sealed class Inbox
{
    private const int BatchLimit = 500;
    private const int LineEnd = 2;

    private readonly StoreDatabase _database;
    private readonly BlobStore _blobs;
    private readonly ChangeFeed _changes;
    private readonly TimeProvider _time;

    internal Inbox(StoreDatabase database, BlobStore blobs, ChangeFeed changes, TimeProvider time)
    {
        _database = database;
        _blobs = blobs;
        _changes = changes;
        _time = time;
    }

    /// <summary>Stores mails in one transaction; what the same sender sent before is dropped, with its blob.</summary>
    /// <exception cref="ArgumentException">A blob is not there or has another size: a bug of the caller.</exception>
    /// <exception cref="IOException">The disk is full or broken; nothing was stored.</exception>
    public async Task<IReadOnlyList<InboxAddResult>> AddAsync(IReadOnlyList<NewInboxMail> mails, CancellationToken cancellationToken)
    {
        foreach (var mail in mails)
        {
            _blobs.Require(mail.Blob);
        }

        var (results, dropped) = await _database.WriteAsync(db => AddAsync(db, mails), cancellationToken);
        _blobs.DeleteAll(dropped);
        _changes.Publish(ChangeKind.Inbox);
        return results;
    }

    /// <summary>True when this parcel was stored within the last 60 days, even if it was deleted since.</summary>
    public async Task<bool> HasReceivedAsync(PublicKey sender, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        var bytes = digest.ToArray();
        await using var db = _database.Open();
        return await db.ReceivedParcels.AnyAsync(parcel => parcel.SenderKey == sender && parcel.Digest == bytes, cancellationToken);
    }

    /// <summary>Every mail, in the order of arrival.</summary>
    public async Task<IReadOnlyList<MaildropEntry>> SnapshotAsync(CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await db.InboxMails
            .Where(mail => db.Folders.Any(folder => folder.Id == mail.FolderId && folder.Name == MailFolder.Inbox))
            .OrderBy(mail => mail.Uid)
            .Select(mail => new MaildropEntry(mail.Id, mail.Blob, mail.LacksLineEnd ? mail.SizeBytes + LineEnd : mail.SizeBytes))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Removes mails in one transaction, then their blobs; unknown ids are no fault.</summary>
    public async Task DeleteAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var dropped = await _database.WriteAsync(db => DeleteAsync(db, ids), cancellationToken);
        _blobs.DeleteAll(dropped);
        _changes.Publish(ChangeKind.Inbox);
        _database.ShrinkLater();
    }

    /// <summary>Mails, newest first. At most 500 at once.</summary>
    public async Task<InboxPage> ListAsync(int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        var entries = await Entries(db.InboxMails.OrderByDescending(mail => mail.Id).Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 0, BatchLimit))).ToListAsync(cancellationToken);
        return new InboxPage(entries, await db.InboxMails.CountAsync(cancellationToken));
    }

    /// <summary>One mail, or null.</summary>
    public async Task<InboxEntry?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = _database.Open();
        return await Entries(db.InboxMails.Where(mail => mail.Id == id)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The same mails given twice, as after a commit whose end was not seen, must not lose the blobs that the first time stored.</summary>
    private async Task<(InboxAddResult[] Results, IReadOnlyList<BlobId> Dropped)> AddAsync(ToxMailDb db, IReadOnlyList<NewInboxMail> mails)
    {
        var results = await db.AppendAsync(mails, _time.GetUtcNow());
        var had = mails.Where((_, i) => results[i] == InboxAddResult.AlreadyHad).Select(mail => mail.Blob.Id);
        return (results, await db.DropUnreferencedAsync([.. had], CancellationToken.None));
    }

    private static async Task<IReadOnlyList<BlobId>> DeleteAsync(ToxMailDb db, IReadOnlyList<long> ids)
    {
        var blobs = new List<BlobId>(ids.Count);
        foreach (var chunk in ids.Chunk(BatchLimit))
        {
            var rows = db.InboxMails.Where(mail => chunk.Contains(mail.Id));
            blobs.AddRange(await rows.Select(mail => mail.Blob).ToListAsync());
            await rows.ExecuteDeleteAsync();
        }

        return await db.DropUnreferencedAsync(blobs, CancellationToken.None);
    }

    private static IQueryable<InboxEntry> Entries(IQueryable<InboxMail> mails) => mails.Select(mail => new InboxEntry
    {
        Id = mail.Id,
        From = mail.From,
        Subject = mail.Subject,
        SizeBytes = mail.SizeBytes,
        ReceivedAt = mail.ReceivedAt,
        SenderKey = mail.SenderKey,
        Via = mail.Via,
        Blob = mail.Blob,
    });
}
