using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ToxMail.Core.Store.Schema;

/// <summary>Gives the file system back what deleted mails took: a user with a full disk who deletes mails must find room.</summary>
internal static class DatabaseSpace
{
    /// <summary>Pages (of 4 KiB) that may lie free: what comes next takes them again.</summary>
    internal const int KeptFreePages = 4_096;

    /// <summary>Pages given back in one transaction, so that other writers wait for a moment only.</summary>
    private const int PagesAtOnce = 2_048;

    private const long Incremental = 2;

    /// <summary>Lets the file shrink; once for each database, before anything else uses it.</summary>
    internal static async Task EnableAsync(DbContext db, CancellationToken cancellationToken)
    {
        if (await db.Database.SqlQuery<long>($"SELECT auto_vacuum AS Value FROM pragma_auto_vacuum").SingleAsync(cancellationToken) != Incremental)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA auto_vacuum = INCREMENTAL; VACUUM", cancellationToken);
        }
    }

    /// <summary>Gives back some of the free pages; false when few enough are left. The file shrinks at the next checkpoint.</summary>
    internal static async Task<bool> ShrinkAsync(this DbContext db)
    {
        var free = await db.Database.SqlQuery<long>($"SELECT freelist_count AS Value FROM pragma_freelist_count").SingleAsync();
        if (free <= KeptFreePages)
        {
            return false;
        }

        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({Math.Min(free - KeptFreePages, PagesAtOnce)})");
        await using var pages = await command.ExecuteReaderAsync();
        while (await pages.ReadAsync())
        {
            // Each step moves one page.
        }

        return true;
    }
}
