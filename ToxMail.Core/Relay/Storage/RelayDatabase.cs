using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Relay.Storage;

/// <summary>The file <c>relay.db</c>: contexts to read with, and one queue to write through.</summary>
internal sealed class RelayDatabase : IAsyncDisposable
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly PooledDbContextFactory<RelayDb> _contexts;
    private readonly WriteQueue<RelayDb> _writes;

    internal RelayDatabase(string path)
    {
        _path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        _contexts = new PooledDbContextFactory<RelayDb>(new DbContextOptionsBuilder<RelayDb>()
            .UseSqlite(_connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(new ConnectionPragmas(), new SecureDeletion())
            .Options);
        _writes = new WriteQueue<RelayDb>(Open);
    }

    /// <summary>A context for one operation; it does not track what it reads unless told to.</summary>
    internal RelayDb Open() => _contexts.CreateDbContext();

    /// <inheritdoc cref="WriteQueue{TDb}.RunAsync{T}" />
    internal Task<T> WriteAsync<T>(Func<RelayDb, Task<T>> work, CancellationToken cancellationToken) => _writes.RunAsync(work, cancellationToken);

    /// <summary>Makes or migrates the tables, before any other use. False when there was a damaged database, which was removed.</summary>
    /// <exception cref="DataDirectoryException">The database was made by a newer program.</exception>
    internal async Task<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        if (await TryPrepareAsync(cancellationToken))
        {
            return true;
        }

        CloseAll();
        File.Delete(_path + "-wal");
        File.Delete(_path + "-shm");
        File.Delete(_path);
        await MigrateAsync(cancellationToken);
        return false;
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

    /// <summary>Waits for queued work and closes every connection, which folds the write-ahead log into the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        CloseAll();
    }

    private async Task<bool> TryPrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MigrateAsync(cancellationToken);
            await using var db = Open();
            return await IsSoundAsync(db, cancellationToken);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return false;
        }
    }

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = Open();
        await DatabaseMigration.RunAsync(db, _path, keepsCopy: false, cancellationToken);
    }

    /// <summary>Looks at all but the bodies, which are most of the file: a start must not wait until other people's mail is read.</summary>
    private static async Task<bool> IsSoundAsync(RelayDb db, CancellationToken cancellationToken)
    {
        foreach (var table in db.Model.GetEntityTypes().Where(type => type.ClrType != typeof(EnvelopeBody)).Select(type => type.GetTableName()))
        {
            var found = await db.Database.SqlQuery<string>($"SELECT quick_check AS Value FROM pragma_quick_check({table})").ToListAsync(cancellationToken);
            if (found is not ["ok"])
            {
                return false;
            }
        }

        return true;
    }

    private void CloseAll()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }
}
