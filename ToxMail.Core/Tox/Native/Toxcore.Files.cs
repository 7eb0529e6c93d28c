using System.Runtime.InteropServices;

namespace ToxMail.Core.Tox.Native;

/// <content>File transfers.</content>
internal static unsafe partial class Toxcore
{
    [LibraryImport(Library)]
    internal static partial uint tox_file_send(nint tox, uint friend, uint kind, ulong size, ReadOnlySpan<byte> fileId, ReadOnlySpan<byte> name, nuint nameLength, out int error);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_file_control(nint tox, uint friend, uint file, int control, out int error);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_file_seek(nint tox, uint friend, uint file, ulong position, out int error);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_file_get_file_id(nint tox, uint friend, uint file, Span<byte> fileId, out int error);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_file_send_chunk(nint tox, uint friend, uint file, ulong position, ReadOnlySpan<byte> data, nuint length, out ToxChunkError error);

    [LibraryImport(Library)]
    internal static partial void tox_callback_file_recv(nint tox, delegate* unmanaged[Cdecl]<nint, uint, uint, uint, ulong, byte*, nuint, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial void tox_callback_file_recv_chunk(nint tox, delegate* unmanaged[Cdecl]<nint, uint, uint, ulong, byte*, nuint, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial void tox_callback_file_recv_control(nint tox, delegate* unmanaged[Cdecl]<nint, uint, uint, int, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial void tox_callback_file_chunk_request(nint tox, delegate* unmanaged[Cdecl]<nint, uint, uint, ulong, nuint, nint, void> callback);
}
