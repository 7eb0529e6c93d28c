using Microsoft.Data.Sqlite;

namespace ToxMail.Core.Store.Schema;

/// <summary>Makes a full or broken disk the same exception for files and for the database.</summary>
internal static class WriteFault
{
    private const int IoError = 10;
    private const int Full = 13;

    internal static Exception Describe(Exception fault) => fault.GetBaseException() switch
    {
        SqliteException { SqliteErrorCode: Full } full => new DiskFullException("The disk is full: the database could not be written.", full),
        SqliteException { SqliteErrorCode: IoError } broken => new IOException("The database could not be written.", broken),
        _ => fault,
    };
}
