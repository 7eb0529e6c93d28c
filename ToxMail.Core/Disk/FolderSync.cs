using System.Runtime.InteropServices;

namespace ToxMail.Core.Disk;

/// <summary>Makes a rename or a new file in a folder durable. .NET opens no folders, so this asks the C library.</summary>
public static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>fsync(2) of the folder; nothing on Windows, where a rename is journalled.</summary>
    /// <exception cref="IOException">The folder cannot be opened or synced.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = open(folder, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        }

        var result = fsync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        if (result != 0)
        {
            throw new IOException($"The folder {folder} cannot be synced (error {error}).");
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
