using System.Runtime.InteropServices;

namespace ToxMail.Core.Tox.Native;

/// <summary>Declarations of libtoxcore's <c>tox.h</c> that exist unchanged from 0.2.18 on, with their C names and no logic.</summary>
internal static unsafe partial class Toxcore
{
    internal const string Library = "toxcore";

    [LibraryImport(Library)]
    internal static partial uint tox_version_major();

    [LibraryImport(Library)]
    internal static partial uint tox_version_minor();

    [LibraryImport(Library)]
    internal static partial uint tox_version_patch();

    [LibraryImport(Library)]
    internal static partial nint tox_new(nint options, out ToxNewError error);

    [LibraryImport(Library)]
    internal static partial void tox_kill(nint tox);

    [LibraryImport(Library)]
    internal static partial nuint tox_get_savedata_size(nint tox);

    [LibraryImport(Library)]
    internal static partial void tox_get_savedata(nint tox, Span<byte> savedata);

    [LibraryImport(Library)]
    internal static partial uint tox_iteration_interval(nint tox);

    [LibraryImport(Library)]
    internal static partial void tox_iterate(nint tox, nint userData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_bootstrap(nint tox, string host, ushort port, ReadOnlySpan<byte> publicKey, out int error);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    [return: MarshalAs(UnmanagedType.U1)]
    internal static partial bool tox_add_tcp_relay(nint tox, string host, ushort port, ReadOnlySpan<byte> publicKey, out int error);

    [LibraryImport(Library)]
    internal static partial void tox_self_get_secret_key(nint tox, Span<byte> secretKey);

    [LibraryImport(Library)]
    internal static partial void tox_self_get_dht_id(nint tox, Span<byte> dhtId);

    [LibraryImport(Library)]
    internal static partial ushort tox_self_get_udp_port(nint tox, out int error);

    [LibraryImport(Library)]
    internal static partial ushort tox_self_get_tcp_port(nint tox, out int error);

    [LibraryImport(Library)]
    internal static partial void tox_self_get_address(nint tox, Span<byte> address);

    [LibraryImport(Library)]
    internal static partial void tox_callback_self_connection_status(nint tox, delegate* unmanaged[Cdecl]<nint, int, nint, void> callback);
}
