using System.Runtime.InteropServices;

namespace ToxMail.Core.Tox.Native;

/// <content>Options. Setters that return a bool from 0.2.21 on are declared void: the return value is then ignored on every version.</content>
internal static unsafe partial class Toxcore
{
    [LibraryImport(Library)]
    internal static partial nint tox_options_new(out int error);

    [LibraryImport(Library)]
    internal static partial void tox_options_free(nint options);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_udp_enabled(nint options, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_ipv6_enabled(nint options, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_local_discovery_enabled(nint options, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_proxy_type(nint options, int type);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_proxy_host(nint options, byte* host);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_proxy_port(nint options, ushort port);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_start_port(nint options, ushort port);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_end_port(nint options, ushort port);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_tcp_port(nint options, ushort port);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_savedata_type(nint options, int type);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_savedata_data(nint options, byte* data, nuint length);

    [LibraryImport(Library)]
    internal static partial void tox_options_set_log_callback(nint options, delegate* unmanaged[Cdecl]<nint, int, byte*, uint, byte*, byte*, nint, void> callback);
}
