using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Store;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Relay.Storage;

/// <summary>Envelopes in an SQLite file of their own (<c>docs/decisions/0015</c>). Await <see cref="PrepareAsync"/> before any other use.</summary>
internal sealed partial class SqliteEnvelopeStore(string path, ILogger<SqliteEnvelopeStore> log) : IEnvelopeStore, IAsyncDisposable
{
    private readonly RelayDatabase _database = new(path);
    private readonly Lock _heading = new();

    /// <inheritdoc />
    public ulong StoreId { get; private set; }

    /// <inheritdoc />
    public ulong LogHead { get; private set; }

    /// <summary>Makes or migrates the file; a damaged one is replaced by an empty one, with a new <see cref="StoreId"/>.</summary>
    /// <exception cref="DataDirectoryException">The database was made by a newer program.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (!await _database.PrepareAsync(cancellationToken))
        {
            LogRemoved(log, path);
        }

        var offers = await _database.WriteAsync(EnvelopeWrites.OfferLogAsync, cancellationToken);
        (StoreId, LogHead) = (offers.StoreId, offers.Head);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<HeldEnvelope>> LogAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.Envelopes.OrderBy(envelope => envelope.Sequence).ThenBy(envelope => EF.Property<long>(envelope, RelayDb.Number)).ToListAsync(cancellationToken));

    /// <inheritdoc />
    public async Task<IReadOnlyList<SpentEnvelope>> SpentAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.Spent.Select(row => new SpentEnvelope(row.Id, row.Release, row.Until) { IsQuiet = row.IsQuiet }).ToListAsync(cancellationToken));

    /// <inheritdoc />
    public async Task<IReadOnlyList<NeighbourState>> NeighboursAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.Neighbours.ToListAsync(cancellationToken));

    /// <inheritdoc />
    public async Task<IReadOnlyList<Sighting>> SightingsAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.Sightings.ToListAsync(cancellationToken));

    /// <inheritdoc />
    public async Task<IReadOnlyList<Untold>> UntoldAsync(CancellationToken cancellationToken) =>
        await ReadAsync(db => db.Untold.OrderBy(untold => EF.Property<long>(untold, RelayDb.Number)).ToListAsync(cancellationToken));

    /// <inheritdoc />
    public async Task PutAsync(IReadOnlyList<(HeldEnvelope Envelope, ReadOnlyMemory<byte> Body)> envelopes, CancellationToken cancellationToken)
    {
        var head = HeadWith(envelopes.Select(put => put.Envelope));
        await WriteAsync(
            async db =>
            {
                foreach (var (envelope, body) in envelopes)
                {
                    await db.PutAsync(envelope, body);
                }

                return await db.RaiseHeadAsync(head);
            },
            cancellationToken);
        Raise(head);
    }

    /// <inheritdoc />
    public Task<byte[]?> ReadAsync(EnvelopeId id, CancellationToken cancellationToken) => ReadAsync(db => db.Envelopes
        .Where(envelope => envelope.Id == id)
        .Join(db.Bodies, envelope => EF.Property<long>(envelope, RelayDb.Number), body => body.Number, (_, body) => body.Bytes)
        .SingleOrDefaultAsync(cancellationToken));

    /// <inheritdoc />
    public async Task ApplyAsync(EnvelopeChanges changes, CancellationToken cancellationToken)
    {
        var head = HeadWith(changes.Changed);
        await WriteAsync(
            async db =>
            {
                await db.ApplyAsync(changes);
                return await db.RaiseHeadAsync(head);
            },
            cancellationToken);
        Raise(head);
    }

    /// <inheritdoc />
    public Task ForgetAsync(PublicKey contact, CancellationToken cancellationToken) => WriteAsync(
        async db => await db.Neighbours.Where(neighbour => neighbour.Key == contact).ExecuteDeleteAsync()
            + await db.Sightings.Where(sighting => sighting.Contact == contact).ExecuteDeleteAsync()
            + await db.Untold.Where(untold => untold.Contact == contact).ExecuteDeleteAsync(),
        cancellationToken);

    /// <inheritdoc />
    public async Task CleanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await WriteAsync(
            async db => await db.Spent.Where(spent => spent.Until <= now).ExecuteDeleteAsync() + await db.Untold.Where(untold => untold.Until <= now).ExecuteDeleteAsync(),
            cancellationToken);
        await _database.ShrinkAsync(cancellationToken);
    }

    /// <summary>Ends after all writes under way.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file {Path} was damaged and made anew: what was carried for others is gone, own mail that waits is handed over again")]
    private static partial void LogRemoved(ILogger log, string path);

    private async Task<T> ReadAsync<T>(Func<RelayDb, Task<T>> read)
    {
        try
        {
            await using var db = _database.Open();
            return await read(db);
        }
        catch (SqliteException fault)
        {
            throw new IOException("The envelopes could not be read.", fault);
        }
    }

    /// <summary>A file that broke while it is in use is a broken disk to the caller.</summary>
    private async Task<int> WriteAsync(Func<RelayDb, Task<int>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.WriteAsync(write, cancellationToken);
        }
        catch (SqliteException fault)
        {
            throw new IOException("The envelopes could not be written.", fault);
        }
    }

    private ulong HeadWith(IEnumerable<HeldEnvelope> envelopes) => envelopes.Aggregate(LogHead, static (head, envelope) => Math.Max(head, envelope.Sequence));

    private void Raise(ulong head)
    {
        lock (_heading)
        {
            LogHead = Math.Max(LogHead, head);
        }
    }
}
