using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ToxMail.Core.Store.Schema;

/// <summary>
/// The only writer of a database. All that waits when a commit ends goes into the next one (group commit): callers share the flush to disk,
/// and nobody spins on SQLITE_BUSY. Each caller's work stands alone behind a savepoint.
/// </summary>
/// <typeparam name="TDb">The database.</typeparam>
internal sealed class WriteQueue<TDb> : IAsyncDisposable
    where TDb : DbContext
{
    private const int BatchLimit = 256;

    private readonly Channel<WriteItem<TDb>> _items = Channel.CreateUnbounded<WriteItem<TDb>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Func<TDb> _open;
    private readonly Task _pump;

    internal WriteQueue(Func<TDb> open)
    {
        _open = open;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>
    /// Runs work that reads and writes in one transaction and returns once it is durable. Cancelling is heard only before the work is queued:
    /// afterwards the caller must know how it ended.
    /// </summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    internal async Task<T> RunAsync<T>(Func<TDb, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        T result = default!;
        var item = new WriteItem<TDb>(async db => result = await work(db));
        ObjectDisposedException.ThrowIf(!_items.Writer.TryWrite(item), this);
        await item.Settled;
        return result;
    }

    /// <summary>Ends after all queued work.</summary>
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        await _pump;
    }

    private async Task PumpAsync()
    {
        TDb? db = null;
        var batch = new List<WriteItem<TDb>>(BatchLimit);
        while (await _items.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchLimit && _items.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            db = await CommitAsync(db, batch);
            batch.Clear();
        }

        await CloseAsync(db);
    }

    /// <summary>Returns the context for the next batch, whose connection stays open and keeps its prepared statements; null when it has to be a new one.</summary>
    private async Task<TDb?> CommitAsync(TDb? held, List<WriteItem<TDb>> batch)
    {
        var db = held;
        try
        {
            db ??= await OpenAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var item in batch)
            {
                await item.RunAsync(db, transaction);
            }

            await transaction.CommitAsync();
        }
        catch (Exception fault)
        {
            var described = WriteFault.Describe(fault);
            batch.ForEach(item => item.Fail(described));
            await CloseAsync(db);
            return null;
        }

        batch.ForEach(item => item.Settle());
        return db;
    }

    private async Task<TDb> OpenAsync()
    {
        var db = _open();
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.OpenConnectionAsync();
        return db;
    }

    private static async Task CloseAsync(TDb? db)
    {
        if (db is null)
        {
            return;
        }

        try
        {
            await db.Database.CloseConnectionAsync();
            await db.DisposeAsync();
        }
        catch (SqliteException)
        {
            // What was durable stays so, and the next write opens a connection of its own.
        }
    }
}
