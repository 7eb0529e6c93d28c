using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ToxMail.Core.Store.Schema;

/// <summary>
/// The only writer of the database. All that waits when a commit ends goes into the next one (group commit): callers share the flush to disk,
/// and nobody spins on SQLITE_BUSY. Each caller's work stands alone behind a savepoint.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int BatchLimit = 256;

    private readonly Channel<WriteItem> _items = Channel.CreateUnbounded<WriteItem>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Func<ToxMailDb> _open;
    private readonly Task _pump;

    internal WriteQueue(Func<ToxMailDb> open)
    {
        _open = open;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>
    /// Runs work that reads and writes in one transaction and returns once it is durable. Cancelling is heard only before the work is queued:
    /// afterwards the caller must know how it ended.
    /// </summary>
    /// <exception cref="IOException">The disk is full or broken; nothing was changed.</exception>
    internal async Task<T> RunAsync<T>(Func<ToxMailDb, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        T result = default!;
        var item = new WriteItem(async db => result = await work(db));
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
        ToxMailDb? db = null;
        var batch = new List<WriteItem>(BatchLimit);
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
    private async Task<ToxMailDb?> CommitAsync(ToxMailDb? held, List<WriteItem> batch)
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

    private async Task<ToxMailDb> OpenAsync()
    {
        var db = _open();
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.OpenConnectionAsync();
        return db;
    }

    private static async Task CloseAsync(ToxMailDb? db)
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
