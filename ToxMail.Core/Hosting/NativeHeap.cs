using System.Runtime.InteropServices;

namespace ToxMail.Core.Hosting;

/// <summary>The C library's heap, in which libtoxcore keeps packets on their way, SQLite its pages and the runtime what compiling takes.</summary>
public static partial class NativeHeap
{
    /// <summary><c>M_TRIM_THRESHOLD</c> and <c>M_MMAP_THRESHOLD</c> of <c>malloc.h</c>.</summary>
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    /// <summary>
    /// Gives freed memory back to the system at once. By itself glibc raises both thresholds with the largest block it ever saw freed, up to 64 MiB, and a heap that has grown for a moment stays large.
    /// Other C libraries have no such setting. To be called before anything else runs.
    /// </summary>
    public static void KeepSmall()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out _))
        {
            _ = Set(TrimThreshold, 128 * 1024);
            _ = Set(MapThreshold, 64 * 1024);
        }
    }

    /// <summary><c>mallopt(3)</c>.</summary>
    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Set(int parameter, int value);
}
