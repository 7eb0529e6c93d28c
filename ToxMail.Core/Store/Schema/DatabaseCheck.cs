using Microsoft.Data.Sqlite;

namespace ToxMail.Core.Store.Schema;

/// <summary>Looks at the database file before anything is written to it.</summary>
internal static class DatabaseCheck
{
    private const string Sound = "ok";
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <exception cref="DataDirectoryException">The file is damaged, emptied, or gone.</exception>
    internal static async Task RequireSoundAsync(DataDirectory directory, CancellationToken cancellationToken)
    {
        // SQLite takes a file of no length for a new database, and deletes the log beside it.
        var file = new FileInfo(directory.Database);
        if (!file.Exists || file.Length == 0)
        {
            if (File.Exists(directory.DatabaseMarker))
            {
                throw new DataDirectoryException($"The database {directory.Database} is {(file.Exists ? "empty" : "missing")}, and this folder had one. Put it back from a backup, or choose another data folder to start anew.");
            }

            return;
        }

        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = directory.Database, Pooling = false }.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            var answer = await command.ExecuteScalarAsync(cancellationToken) as string;
            if (answer != Sound)
            {
                throw Damaged(directory, answer, null);
            }
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw Damaged(directory, fault.Message, fault);
        }
        catch (SqliteException fault)
        {
            throw new DataDirectoryException($"The database {directory.Database} cannot be opened: {fault.Message} {(fault.SqliteErrorCode == IoError ? "The disk may be broken." : "Correct its owner and mode, or choose another data folder.")}", fault);
        }
    }

    private static DataDirectoryException Damaged(DataDirectory directory, string? detail, SqliteException? fault) =>
        new($"The database {directory.Database} is damaged ({detail}). It was left as it is: put back a backup of the data folder, or repair the file with sqlite3's .recover.", fault);
}
