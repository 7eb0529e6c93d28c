using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToxMail.Core.Store.Schema;

/// <summary>
/// The only writer of a database. All that waits when a commit ends goes into the next one (group commit): callers share the flush to disk,
/// and nobody spins on SQLITE_BUSY. Each caller's work stands alone, behind a savepoint where there is more than one's.
/// </summary>
/// <typeparam name="TDb">The database.</typeparam>
internal sealed class WriteQueue<TDb> : IAsyncDisposable
    where TDb : DbContext
{
    private const int BatchLimit = 256;

    private readonly Channel<WriteItem<TDb>> _items = Channel.CreateUnbounded<WriteItem<TDb>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Func<TDb> _open;
    private readonly Task _pump;
    private TDb? _db;

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

    /// <summary>
    /// The same for a caller that can do nothing until its work is durable, and has only the one: when nobody else writes, it is done on this very thread,
    /// up to the flush. Waking another and being woken by it took longer than the work.
    /// </summary>
    /// <inheritdoc cref="RunAsync{T}" path="/exception" />
    internal async Task<T> RunHereAsync<T>(Func<TDb, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_items.Reader.Completion.IsCompleted || !_turn.Wait(0, CancellationToken.None))
        {
            return await RunAsync(work, cancellationToken);
        }

        try
        {
            T result = default!;
            var item = new WriteItem<TDb>(async db => result = await work(db));
            await CommitAsync([item]);
            await item.Settled;
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends after all queued work.</summary>
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        await _pump;
        _turn.Dispose();
    }

    private async Task PumpAsync()
    {
        var batch = new List<WriteItem<TDb>>(BatchLimit);
        while (await _items.Reader.WaitToReadAsync())
        {
            await _turn.WaitAsync();
            while (batch.Count < BatchLimit && _items.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            await CommitAsync(batch);
            _turn.Release();
            batch.Clear();
        }

        await _turn.WaitAsync();
        await CloseAsync();
    }

    /// <summary>The connection stays open for the next batch and keeps its prepared statements, unless this one failed.</summary>
    private async Task CommitAsync(List<WriteItem<TDb>> batch)
    {
        try
        {
            var db = _db ??= await OpenAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (batch is [var only])
            {
                await only.RunAloneAsync(db, transaction);
            }
            else
            {
                await RunAllAsync(batch, db, transaction);
            }
        }
        catch (Exception fault)
        {
            var described = WriteFault.Describe(fault);
            batch.ForEach(item => item.Fail(described));
            await CloseAsync();
            return;
        }

        batch.ForEach(item => item.Settle());
    }

    private static async Task RunAllAsync(List<WriteItem<TDb>> batch, TDb db, IDbContextTransaction transaction)
    {
        foreach (var item in batch)
        {
            await item.RunAsync(db, transaction);
        }

        await transaction.CommitAsync();
    }

    private async Task<TDb> OpenAsync()
    {
        var db = _open();
        db.Database.AutoSavepointsEnabled = false;
        await db.Database.OpenConnectionAsync();
        return db;
    }

    private async Task CloseAsync()
    {
        if (_db is not { } db)
        {
            return;
        }

        _db = null;
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
