using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Outgoing;

namespace ToxMail.Core.Store.Schema;

/// <summary>Which messages are still needed.</summary>
internal static class BlobReferences
{
    private const int ChunkSize = 500;

    /// <summary>Marks the bodies of those mails as gone that every recipient has and no notice is to be written of, and returns their files.</summary>
    internal static async Task<IReadOnlyList<BlobId>> DropDeliveredBodiesAsync(this ToxMailDb db, IReadOnlyCollection<long> mailIds)
    {
        if (mailIds.Count == 0)
        {
            return [];
        }

        var done = await db.OutboxMails
            .Where(mail => mailIds.Contains(mail.Id) && mail.HasBody && !mail.Recipients.Any(row => row.State != DeliveryState.Delivered || row.SuccessNoticeAt != null))
            .Select(mail => new { mail.Id, mail.Blob })
            .ToListAsync();
        var ids = done.ConvertAll(mail => mail.Id);
        await db.OutboxMails.Where(mail => ids.Contains(mail.Id)).ExecuteUpdateAsync(static set => set.SetProperty(static mail => mail.HasBody, false));
        return done.ConvertAll(mail => mail.Blob);
    }

    /// <summary>Every file that a row needs.</summary>
    internal static async Task<HashSet<BlobId>> ReferencedAsync(this ToxMailDb db, CancellationToken cancellationToken)
    {
        var referenced = await db.InboxMails.Select(mail => mail.Blob).ToHashSetAsync(cancellationToken);
        referenced.UnionWith(await db.OutboxMails.Where(mail => mail.HasBody).Select(mail => mail.Blob).ToListAsync(cancellationToken));
        return referenced;
    }

    /// <summary>Drops the short messages among these that no row needs any more, and returns those that may have a file to remove.</summary>
    internal static async Task<IReadOnlyList<BlobId>> DropUnreferencedAsync(this ToxMailDb db, IReadOnlyCollection<BlobId> candidates, CancellationToken cancellationToken)
    {
        var files = new List<BlobId>();
        foreach (var chunk in (await db.UnreferencedAsync(candidates, cancellationToken)).Chunk(ChunkSize))
        {
            var dropped = await db.ShortBodies.Where(body => chunk.Contains(body.Id)).ExecuteDeleteAsync(cancellationToken);
            files.AddRange(dropped == chunk.Length ? [] : chunk);
        }

        return files;
    }

    private static async Task<IReadOnlyCollection<BlobId>> UnreferencedAsync(this ToxMailDb db, IReadOnlyCollection<BlobId> candidates, CancellationToken cancellationToken)
    {
        var unreferenced = candidates.ToHashSet();
        foreach (var chunk in candidates.Chunk(ChunkSize))
        {
            unreferenced.ExceptWith(await db.InboxMails.Where(mail => chunk.Contains(mail.Blob)).Select(mail => mail.Blob).ToListAsync(cancellationToken));
            unreferenced.ExceptWith(await db.OutboxMails.Where(mail => mail.HasBody && chunk.Contains(mail.Blob)).Select(mail => mail.Blob).ToListAsync(cancellationToken));
        }

        return unreferenced;
    }
}
