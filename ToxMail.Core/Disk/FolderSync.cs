using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ToxMail.Core.Disk;

/// <summary>Makes a rename survive a power cut: on Unix the folder itself must be flushed, which .NET has no call for.</summary>
public static partial class FolderSync
{
    /// <summary>O_RDONLY | O_CLOEXEC on Linux; macOS has another bit for the latter and keeps ours harmless.</summary>
    private const int ReadOnly = 0x80000;

    /// <summary>Flushes the folder's entries.</summary>
    /// <exception cref="IOException">The system says no.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // NTFS journals its metadata, and a folder has no flush there.
            return;
        }

        using var handle = Open(path, ReadOnly);
        if (handle.IsInvalid || Sync(handle) != 0)
        {
            throw new IOException($"The folder {path} could not be flushed to disk (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle handle);
}
