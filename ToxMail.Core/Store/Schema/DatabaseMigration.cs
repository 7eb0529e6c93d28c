using Microsoft.EntityFrameworkCore;

namespace ToxMail.Core.Store.Schema;

/// <summary>Brings the tables to this program's state. The data folder's lock keeps every other process out meanwhile.</summary>
internal static class DatabaseMigration
{
    /// <param name="db">The database.</param>
    /// <param name="path">Its file.</param>
    /// <param name="keepsCopy">Whether what there is must be copied before it is changed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DataDirectoryException">The database was made by a newer program.</exception>
    internal static async Task RunAsync(DbContext db, string path, bool keepsCopy, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known).LastOrDefault() is { } newer)
        {
            throw new DataDirectoryException($"The database {path} was made by a newer ToxMail ({newer}). Start that version, or put back a backup made by this one.");
        }

        if (known.Except(applied).FirstOrDefault() is { } next)
        {
            if (keepsCopy && applied.Count > 0)
            {
                await DatabaseBackup.WriteAsync(db, $"{path}.before-{next}", cancellationToken);
            }

            await ClearStaleLockAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }

        await DatabaseSpace.EnableAsync(db, cancellationToken);

        // A database put back from a VACUUM INTO copy is in rollback mode.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
    }

    /// <summary>A process killed while migrating leaves its row, and MigrateAsync would wait for it for ever.</summary>
    private static async Task ClearStaleLockAsync(DbContext db, CancellationToken cancellationToken)
    {
        var tables = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'").ToListAsync(cancellationToken);
        if (tables.Count > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancellationToken);
        }
    }
}
