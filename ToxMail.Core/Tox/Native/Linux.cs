using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ToxMail.Core.Tox.Native;

/// <summary>The calls of Linux (its section 2 manual) that wait for a socket which is not .NET's.</summary>
internal static partial class Linux
{
    /// <summary>EFD_CLOEXEC | EFD_NONBLOCK.</summary>
    internal const int EventFlags = 0x80000 | 0x800;

    /// <summary>POLLIN.</summary>
    internal const short Readable = 1;

    /// <summary>SOL_SOCKET, SO_TYPE and SOCK_DGRAM.</summary>
    internal const int SocketLevel = 1;
    internal const int SocketType = 3;
    internal const int Datagram = 2;

    /// <summary>MSG_PEEK and MSG_DONTWAIT.</summary>
    internal const int Peek = 2;
    internal const int DoNotWait = 0x40;

    /// <summary>Of a sockaddr_storage, and of the port in it for IPv4 and IPv6 alike.</summary>
    internal const int AddressSize = 128;
    internal const int PortOffset = 2;

    [LibraryImport("libc", EntryPoint = "eventfd")]
    internal static partial int NewEvent(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "write")]
    internal static partial nint Write(SafeFileHandle file, ref long value, nuint size);

    [LibraryImport("libc", EntryPoint = "read")]
    internal static partial nint Read(SafeFileHandle file, out long value, nuint size);

    [LibraryImport("libc", EntryPoint = "poll")]
    internal static partial int Poll(Span<PolledFile> files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "getsockname")]
    internal static partial int NameOf(int socket, Span<byte> address, ref int length);

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    internal static partial int OptionOf(int socket, int level, int option, out int value, ref int length);

    [LibraryImport("libc", EntryPoint = "recv")]
    internal static partial nint Receive(int socket, out byte first, nuint size, int flags);

    /// <summary>A pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PolledFile
    {
        internal int File;
        internal short Wanted;
        internal short Happened;
    }
}
