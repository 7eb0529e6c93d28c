using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Relaying;

/// <summary>The inbox as the relay sees it: receipts owed, envelopes that are to go, and parts of mails that are not whole yet.</summary>
internal sealed class RelayedInbox(StoreDatabase database, TimeProvider time)
{
    private const int IdSize = 16;
    private const int ReleaseSize = 32;
    private const int BatchLimit = 500;

    /// <summary>Owes a receipt, or the end of envelopes alone. What is owed already stays as it is; the same mail in other envelopes is an arrival of its own, for others may have brought it.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    internal Task OweAsync(RelayedArrival arrival, CancellationToken cancellationToken) => database.WriteAsync(
        db => RowInsert<OwedReceipt>.AddAsync(
            db,
            new OwedReceipt
            {
                SenderKey = arrival.Sender,
                MailId = arrival.MailId,
                FirstEnvelope = arrival.Envelopes[0].Id,
                Status = arrival.Status,
                DueAt = arrival.DueAt,
                ForgetAt = arrival.ForgetAt,
                Envelopes = [.. arrival.Envelopes.SelectMany(static envelope => envelope.Id)],
                Releases = [.. arrival.Envelopes.SelectMany(static envelope => envelope.Release)],
                Receipt = arrival.Receipt,
            }),
        cancellationToken);

    /// <summary>At most 500 whose time has come, oldest first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="latest">What is due later than this was put off by a clock that was wrong, and is due too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<IReadOnlyList<RelayedArrival>> DueAsync(DateTimeOffset now, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var rows = await db.OwedReceipts.Where(row => row.DueAt <= now || row.DueAt > latest).OrderBy(row => row.DueAt).Take(BatchLimit).ToListAsync(cancellationToken);
        return rows.ConvertAll(View);
    }

    /// <summary>What brought a receipt that does not count yet, whenever its x is due.</summary>
    internal async Task<IReadOnlyList<RelayedArrival>> WithReceiptAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return (await db.OwedReceipts.Where(row => row.Receipt != null).OrderBy(row => row.DueAt).ToListAsync(cancellationToken)).ConvertAll(View);
    }

    /// <summary>The receipt that came in it counts; its x is owed as before.</summary>
    internal Task CountedAsync(RelayedArrival owed, CancellationToken cancellationToken) => database.WriteAsync(
        db => RowsOf(db, owed).ExecuteUpdateAsync(set => set.SetProperty(row => row.Receipt, (byte[]?)null)),
        cancellationToken);

    /// <summary>Looks at it again later.</summary>
    internal Task PostponeAsync(RelayedArrival owed, DateTimeOffset until, CancellationToken cancellationToken) => database.WriteAsync(
        db => RowsOf(db, owed).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until)),
        cancellationToken);

    /// <summary>The author knows, or need not, and x has left. Of the same mail in other envelopes there is nothing to tell any more, unless it says more.</summary>
    internal Task PaidAsync(RelayedArrival owed, CancellationToken cancellationToken) => database.WriteAsync(
        async db => await RowsOf(db, owed).ExecuteDeleteAsync()
            + await db.OwedReceipts.Where(row => row.SenderKey == owed.Sender && row.MailId == owed.MailId && row.Status >= owed.Status)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RelayedArrival.NothingToTell)),
        cancellationToken);

    /// <summary>Nothing is owed any more.</summary>
    internal Task DropAsync(RelayedArrival owed, CancellationToken cancellationToken) => database.WriteAsync(db => RowsOf(db, owed).ExecuteDeleteAsync(), cancellationToken);

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

    private static IQueryable<OwedReceipt> RowsOf(ToxMailDb db, RelayedArrival owed)
    {
        var (first, _) = owed.Envelopes[0];
        return db.OwedReceipts.Where(row => row.SenderKey == owed.Sender && row.MailId == owed.MailId && row.FirstEnvelope == first);
    }

    private static RelayedArrival View(OwedReceipt row) => new()
    {
        Sender = row.SenderKey,
        MailId = row.MailId,
        Status = row.Status,
        DueAt = row.DueAt,
        ForgetAt = row.ForgetAt,
        Envelopes = [.. row.Envelopes.Chunk(IdSize).Zip(row.Releases.Chunk(ReleaseSize))],
        Receipt = row.Receipt,
    };

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
