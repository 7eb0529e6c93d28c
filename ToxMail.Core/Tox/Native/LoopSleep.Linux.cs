using System.Runtime.InteropServices;

namespace ToxMail.Core.Tox.Native;

/// <content>What Linux calls it.</content>
internal sealed partial class LoopSleep
{
    /// <summary>EFD_CLOEXEC | EFD_NONBLOCK.</summary>
    private const int EventFlags = 0x80000 | 0x800;

    /// <summary>POLLIN.</summary>
    private const short Readable = 1;

    /// <summary>SOL_SOCKET, SO_TYPE and SOCK_DGRAM.</summary>
    private const int SocketLevel = 1;
    private const int SocketType = 3;
    private const int Datagram = 2;

    /// <summary>MSG_PEEK and MSG_DONTWAIT.</summary>
    private const int Peek = 2;
    private const int DoNotWait = 0x40;

    /// <summary>Of a sockaddr_storage, and of the port in it for IPv4 and IPv6 alike.</summary>
    private const int AddressSize = 128;
    private const int PortOffset = 2;

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial int NewEvent(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, ref long value, nuint size);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int file, out long value, nuint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(Span<PolledFile> files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "getsockname")]
    private static partial int NameOf(int socket, Span<byte> address, ref int length);

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    private static partial int OptionOf(int socket, int level, int option, out int value, ref int length);

    [LibraryImport("libc", EntryPoint = "recv")]
    private static partial nint Receive(int socket, out byte first, nuint size, int flags);

    /// <summary>A pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PolledFile
    {
        internal int File;
        internal short Wanted;
        internal short Happened;
    }
}
