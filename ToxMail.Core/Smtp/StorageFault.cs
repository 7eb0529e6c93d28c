using Microsoft.Data.Sqlite;

namespace ToxMail.Core.Smtp;

/// <summary>Tells a full disk, which the user can mend, from a broken store.</summary>
internal static class StorageFault
{
    private const int SqliteFull = 13;
    private const int NoSpace = 28;
    private const int FileTooBig = 27;
    private const int QuotaExceeded = 122;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>What the client is told.</summary>
    internal static SmtpReply Reply(Exception fault) => IsDiskFull(fault) ? SmtpReplies.DiskFull : SmtpReplies.StorageFailed;

    // On Unix the HResult of an IOException is errno.
    private static bool IsDiskFull(Exception? fault) => fault switch
    {
        null => false,
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        IOException { HResult: NoSpace or FileTooBig or QuotaExceeded or WindowsHandleDiskFull or WindowsDiskFull } => true,
        _ => IsDiskFull(fault.InnerException),
    };
}
