using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Relay.Storage;

/// <summary>What the envelope store does inside a transaction.</summary>
internal static class EnvelopeWrites
{
    private const int AtOnce = 500;

    /// <summary>The one row of the offer log, made with a new name when there is none.</summary>
    internal static async Task<OfferLog> OfferLogAsync(RelayDb db)
    {
        if (await db.Logs.SingleOrDefaultAsync() is { } known)
        {
            return known;
        }

        var name = MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var made = new OfferLog { Id = OfferLog.Only, StoreId = name, Head = 0 };
        db.Add(made);
        await db.SaveChangesAsync();
        return made;
    }

    internal static Task<int> RaiseHeadAsync(this RelayDb db, ulong head) =>
        db.Logs.Where(log => log.Head < head).ExecuteUpdateAsync(set => set.SetProperty(log => log.Head, head));

    internal static async Task PutAsync(this RelayDb db, HeldEnvelope envelope, ReadOnlyMemory<byte> body)
    {
        if (await RowInsert<HeldEnvelope>.AddAsync(db, envelope) is { } number)
        {
            await RowInsert<EnvelopeBody>.AddAsync(db, new EnvelopeBody { Number = number, Bytes = body.ToArray() });
        }
    }

    internal static async Task ApplyAsync(this RelayDb db, EnvelopeChanges changes)
    {
        foreach (var changed in changes.Changed)
        {
            await db.ChangeAsync(changed);
        }

        foreach (var sighting in changes.Sightings)
        {
            await RowInsert<Sighting>.AddAsync(db, sighting);
        }

        foreach (var dropped in changes.Dropped.Chunk(AtOnce))
        {
            await db.Sightings.Where(sighting => dropped.Contains(sighting.Id)).ExecuteDeleteAsync();
            await db.Envelopes.Where(envelope => dropped.Contains(envelope.Id)).ExecuteDeleteAsync();
        }

        foreach (var spent in changes.Spent)
        {
            await RowInsert<SpentRow>.AddAsync(db, new SpentRow { Id = spent.Id, Release = spent.Release, Until = spent.Until, IsQuiet = spent.IsQuiet });
        }

        foreach (var neighbour in changes.Neighbours)
        {
            await db.Neighbours.Where(known => known.Key == neighbour.Key).ExecuteDeleteAsync();
            await RowInsert<NeighbourState>.AddAsync(db, neighbour);
        }

        await db.ApplyUntoldAsync(changes);
    }

    private static async Task ApplyUntoldAsync(this RelayDb db, EnvelopeChanges changes)
    {
        foreach (var untold in changes.Untold)
        {
            await RowInsert<Untold>.AddAsync(db, untold);
        }

        foreach (var (contact, told) in changes.Told.GroupBy(static told => told.Contact, static told => told.Release).SelectMany(static group => group.Chunk(AtOnce).Select(part => (group.Key, part))))
        {
            await db.Untold.Where(untold => untold.Contact == contact && told.Contains(untold.Release)).ExecuteDeleteAsync();
        }
    }

    /// <summary>How far it may go, where it is in the log and who is charged can change; all else is of the envelope itself.</summary>
    private static Task<int> ChangeAsync(this RelayDb db, HeldEnvelope changed) => db.Envelopes
        .Where(envelope => envelope.Id == changed.Id)
        .ExecuteUpdateAsync(set => set
            .SetProperty(envelope => envelope.Hops, changed.Hops)
            .SetProperty(envelope => envelope.Sequence, changed.Sequence)
            .SetProperty(envelope => envelope.From, changed.From));
}
