using System.Runtime.InteropServices;

namespace ToxMail.Core.Tox.Native;

/// <content>Friends and lossless packets.</content>
internal static unsafe partial class Toxcore
{
    [LibraryImport(Library)]
    internal static partial uint tox_friend_add(nint tox, ReadOnlySpan<byte> address, ReadOnlySpan<byte> message, nuint length, out ToxFriendAddError error);

    [LibraryImport(Library)]
    internal static partial uint tox_friend_add_norequest(nint tox, ReadOnlySpan<byte> publicKey, out ToxFriendAddError error);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_friend_delete(nint tox, uint friend, out int error);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_friend_get_public_key(nint tox, uint friend, Span<byte> publicKey, out int error);

    [LibraryImport(Library)]
    internal static partial nuint tox_self_get_friend_list_size(nint tox);

    [LibraryImport(Library)]
    internal static partial void tox_self_get_friend_list(nint tox, Span<uint> friends);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_friend_send_lossless_packet(nint tox, uint friend, ReadOnlySpan<byte> data, nuint length, out ToxPacketError error);

    [LibraryImport(Library)]
    internal static partial void tox_callback_friend_request(nint tox, delegate* unmanaged[Cdecl]<nint, byte*, byte*, nuint, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial void tox_callback_friend_connection_status(nint tox, delegate* unmanaged[Cdecl]<nint, uint, int, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial void tox_callback_friend_name(nint tox, delegate* unmanaged[Cdecl]<nint, uint, byte*, nuint, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial void tox_callback_friend_lossless_packet(nint tox, delegate* unmanaged[Cdecl]<nint, uint, byte*, nuint, nint, void> callback);
}
