using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Relaying;

/// <summary>The inbox as the relay sees it: receipts owed, and parts of mails that are not whole yet.</summary>
internal sealed class RelayedInbox(StoreDatabase database, TimeProvider time)
{
    private const int IdSize = 16;
    private const int ReleaseSize = 32;
    private const int BatchLimit = 500;

    /// <summary>Envelopes of one mail that are remembered: an honest author makes two sets of at most 64.</summary>
    private const int MaxEnvelopes = 256;

    /// <summary>Owes a receipt; the same mail again, in another envelope, is owed one receipt for both.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal Task OweAsync(RelayedArrival arrival, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            var row = await db.OwedReceipts.AsTracking().SingleOrDefaultAsync(owed => owed.SenderKey == arrival.Sender && owed.MailId == arrival.MailId);
            if (row is null)
            {
                row = new OwedReceipt { SenderKey = arrival.Sender, MailId = arrival.MailId, Status = arrival.Status, DueAt = arrival.DueAt, ForgetAt = arrival.ForgetAt, Envelopes = [], Releases = [] };
                db.Add(row);
            }

            var known = row.Envelopes.Chunk(IdSize).Select(Convert.ToHexString).ToHashSet();
            foreach (var (id, release) in arrival.Envelopes.Where(envelope => known.Count < MaxEnvelopes && known.Add(Convert.ToHexString(envelope.Id))))
            {
                row.Envelopes = [.. row.Envelopes, .. id];
                row.Releases = [.. row.Releases, .. release];
            }

            row.ForgetAt = arrival.ForgetAt;
            return await db.SaveChangesAsync();
        },
        cancellationToken);

    /// <summary>At most 500 receipts whose time has come, oldest first.</summary>
    internal async Task<IReadOnlyList<RelayedArrival>> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await db.OwedReceipts.Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(BatchLimit).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new RelayedArrival
        {
            Sender = row.SenderKey,
            MailId = row.MailId,
            Status = row.Status,
            DueAt = row.DueAt,
            ForgetAt = row.ForgetAt,
            Envelopes = [.. row.Envelopes.Chunk(IdSize).Zip(row.Releases.Chunk(ReleaseSize))],
        });
    }

    /// <summary>Looks at it again later.</summary>
    internal Task PostponeAsync(RelayedArrival owed, DateTimeOffset until, CancellationToken cancellationToken) => database.WriteAsync(
        db => Rows(db, owed.Sender, owed.MailId).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until)),
        cancellationToken);

    /// <summary>The sender knows.</summary>
    internal Task PaidAsync(PublicKey sender, byte[] mailId, CancellationToken cancellationToken) => database.WriteAsync(
        db => Rows(db, sender, mailId).ExecuteDeleteAsync(),
        cancellationToken);

    /// <summary>Keeps a part, within the sender's share, and gives back all of the mail's once they are complete.</summary>
    /// <returns>Empty while parts are missing; null when there is no room for this one.</returns>
    /// <exception cref="IOException">The disk is full or broken; the part was not kept.</exception>
    internal Task<IReadOnlyList<RelayPart>?> AddPartAsync(RelayPart part, long share, CancellationToken cancellationToken) => database.WriteAsync(
        async db =>
        {
            var parts = db.RelayChunks.Where(row => row.SenderKey == part.Sender && row.MailId == part.MailId && row.Count == part.Count);
            if (!await parts.AnyAsync(row => row.Index == part.Index))
            {
                var held = await db.RelayChunks.Where(row => row.SenderKey == part.Sender).SumAsync(row => (long)row.Bytes.Length);
                if (held + part.Bytes.Length > share)
                {
                    return null;
                }

                await RowInsert<RelayChunk>.AddAsync(db, Row(part));
            }

            return await parts.CountAsync() == part.Count ? (await parts.OrderBy(row => row.Index).ToListAsync()).ConvertAll(View) : (IReadOnlyList<RelayPart>?)[];
        },
        cancellationToken);

    /// <summary>The mail is stored, or never will be.</summary>
    internal Task DropPartsAsync(PublicKey sender, byte[] mailId, CancellationToken cancellationToken) => database.WriteAsync(
        db => db.RelayChunks.Where(row => row.SenderKey == sender && row.MailId == mailId).ExecuteDeleteAsync(),
        cancellationToken);

    /// <summary>Parts of mails that can no longer become whole.</summary>
    internal Task DropPartsAsync(DateTimeOffset receivedBefore, CancellationToken cancellationToken) => database.WriteAsync(
        db => db.RelayChunks.Where(row => row.ReceivedAt < receivedBefore).ExecuteDeleteAsync(),
        cancellationToken);

    private static IQueryable<OwedReceipt> Rows(ToxMailDb db, PublicKey sender, byte[] mailId) =>
        db.OwedReceipts.Where(row => row.SenderKey == sender && row.MailId == mailId);

    private RelayChunk Row(RelayPart part) => new()
    {
        SenderKey = part.Sender,
        MailId = part.MailId,
        Index = part.Index,
        Count = part.Count,
        Bytes = part.Bytes,
        EnvelopeId = part.EnvelopeId,
        Release = part.Release,
        Created = part.Created,
        ReceivedAt = time.GetUtcNow(),
    };

    private static RelayPart View(RelayChunk row) => new()
    {
        Sender = row.SenderKey,
        MailId = row.MailId,
        Index = row.Index,
        Count = row.Count,
        Bytes = row.Bytes,
        EnvelopeId = row.EnvelopeId,
        Release = row.Release,
        Created = row.Created,
    };
}
