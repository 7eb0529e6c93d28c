using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ToxMail.Core.Store.Schema;

/// <summary>The database file: contexts to read with, and one queue to write through.</summary>
internal sealed class StoreDatabase : IAsyncDisposable
{
    private readonly PooledDbContextFactory<ToxMailDb> _contexts;
    private readonly WriteQueue<ToxMailDb> _writes;
    private readonly string _connectionString;
    private readonly ConcurrentBag<StandingReader> _readers = [];

    internal StoreDatabase(string path)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        _contexts = new PooledDbContextFactory<ToxMailDb>(new DbContextOptionsBuilder<ToxMailDb>()
            .UseSqlite(_connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new ConnectionPragmas())
            .Options);
        _writes = new WriteQueue<ToxMailDb>(Open);
    }

    internal string Path { get; }

    /// <summary>A context for one operation; it does not track what it reads unless told to.</summary>
    internal ToxMailDb Open() => _contexts.CreateDbContext();

    /// <inheritdoc cref="WriteQueue{TDb}.RunAsync{T}" />
    internal Task<T> WriteAsync<T>(Func<ToxMailDb, Task<T>> work, CancellationToken cancellationToken) => _writes.RunAsync(work, cancellationToken);

    /// <inheritdoc cref="WriteQueue{TDb}.RunHereAsync{T}" />
    internal Task<T> WriteHereAsync<T>(Func<ToxMailDb, Task<T>> work, CancellationToken cancellationToken) => _writes.RunHereAsync(work, cancellationToken);

    /// <summary>Reads by one of the standing statements.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    internal T Read<T>(Func<StandingReader, T> read)
    {
        var reader = _readers.TryTake(out var idle) ? idle : new StandingReader(_connectionString);
        try
        {
            var found = read(reader);
            _readers.Add(reader);
            return found;
        }
        catch (SqliteException)
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Gives back the room of what was deleted, letting other writers in between.</summary>
    internal async Task ShrinkAsync(CancellationToken cancellationToken)
    {
        bool more;
        do
        {
            more = await WriteAsync(static db => db.ShrinkAsync(), cancellationToken);
        }
        while (more);
    }

    /// <summary>Gives back the room without letting the caller wait; should that fail, the hourly cleaning does it and says what is wrong.</summary>
    internal void ShrinkLater() => _ = ShrinkAsync(CancellationToken.None)
        .ContinueWith(static shrunk => shrunk.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    /// <summary>Waits for queued work and closes every connection, which folds the write-ahead log into the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        await using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
