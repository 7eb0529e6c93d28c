using Microsoft.Data.Sqlite;

namespace ToxMail.Core.Store;

/// <summary>Tells a full disk, which the user can mend, from a broken one.</summary>
public static class DiskFault
{
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCantOpen = 14;
    private const int NoSpace = 28;
    private const int FileTooBig = 27;
    private const int QuotaExceeded = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>So little that nothing can be done with it.</summary>
    private const long Nothing = 1 << 20;

    /// <summary>Whether the disk said that it is full. On Unix the HResult of an IOException is errno.</summary>
    public static bool IsFull(Exception? fault) => fault switch
    {
        null => false,
        DiskFullException => true,
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        IOException { HResult: NoSpace or FileTooBig or QuotaExceeded or WindowsHandleDiskFull or WindowsDiskFull } => true,
        _ => IsFull(fault.InnerException),
    };

    /// <summary>What to tell the user when a fault comes of the folder's disk being full; null when it does not. SQLite says "disk I/O error" to that as well.</summary>
    public static string? Explain(Exception fault, string folder) =>
        (IsFull(fault) || IsVague(fault)) && FreeBytes(folder) is var free and < Nothing
            ? $"The disk is full: {free >> 10} kB are free where {folder} is. Free at least {2 * DiskReserve.Megabytes} MB there and start ToxMail again; a service tries it again by itself."
            : null;

    private static bool IsVague(Exception? fault) => fault is not null && (fault is SqliteException { SqliteErrorCode: SqliteIoError or SqliteCantOpen } || IsVague(fault.InnerException));

    private static long FreeBytes(string folder) =>
        Directory.Exists(folder) ? new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace : FreeBytes(Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "/");
}
