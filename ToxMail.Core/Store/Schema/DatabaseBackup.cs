using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Disk;

namespace ToxMail.Core.Store.Schema;

/// <summary>Copies the database while it is in use.</summary>
internal static class DatabaseBackup
{
    /// <summary>The copy has its name only once it is whole and on the disk.</summary>
    internal static async Task WriteAsync(DbContext db, string target, CancellationToken cancellationToken)
    {
        var temporary = target + ".tmp";
        File.Delete(temporary);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {temporary}", cancellationToken);
        using (var handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(temporary, target, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(target)!);
    }
}
