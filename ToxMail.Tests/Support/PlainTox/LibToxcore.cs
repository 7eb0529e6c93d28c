using System.Runtime.InteropServices;

namespace ToxMail.Tests.Support.PlainTox;

/// <summary>libtoxcore as any other program uses it: declared here once more, so that nothing of ours stands between it and a test.</summary>
internal static class LibToxcore
{
    public const string Name = "libtoxcore.so.2";

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void LosslessPacket(nint tox, uint friend, nint data, nuint length, nint user);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate void FriendConnection(nint tox, uint friend, int connection, nint user);

    [DllImport(Name)]
    public static extern nint tox_options_new(out int error);

    [DllImport(Name)]
    public static extern void tox_options_free(nint options);

    [DllImport(Name)]
    public static extern void tox_options_set_udp_enabled(nint options, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [DllImport(Name)]
    public static extern void tox_options_set_ipv6_enabled(nint options, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [DllImport(Name)]
    public static extern void tox_options_set_local_discovery_enabled(nint options, [MarshalAs(UnmanagedType.U1)] bool enabled);

    [DllImport(Name)]
    public static extern void tox_options_set_savedata_type(nint options, int type);

    [DllImport(Name)]
    public static extern void tox_options_set_savedata_data(nint options, nint data, nuint length);

    [DllImport(Name)]
    public static extern nint tox_new(nint options, out int error);

    [DllImport(Name)]
    public static extern void tox_kill(nint tox);

    [DllImport(Name)]
    public static extern void tox_iterate(nint tox, nint user);

    [DllImport(Name)]
    public static extern uint tox_iteration_interval(nint tox);

    [DllImport(Name)]
    public static extern nuint tox_get_savedata_size(nint tox);

    [DllImport(Name)]
    public static extern void tox_get_savedata(nint tox, byte[] savedata);

    [DllImport(Name)]
    public static extern void tox_self_get_address(nint tox, byte[] address);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_self_set_name(nint tox, byte[] name, nuint length, out int error);

    [DllImport(Name)]
    public static extern nuint tox_self_get_name_size(nint tox);

    [DllImport(Name)]
    public static extern void tox_self_get_name(nint tox, byte[] name);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_self_set_status_message(nint tox, byte[] message, nuint length, out int error);

    [DllImport(Name)]
    public static extern nuint tox_self_get_status_message_size(nint tox);

    [DllImport(Name)]
    public static extern void tox_self_get_status_message(nint tox, byte[] message);

    [DllImport(Name)]
    public static extern nuint tox_self_get_friend_list_size(nint tox);

    [DllImport(Name)]
    public static extern void tox_self_get_friend_list(nint tox, uint[] friends);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_friend_get_public_key(nint tox, uint friend, byte[] key, out int error);

    [DllImport(Name)]
    public static extern uint tox_friend_add_norequest(nint tox, byte[] key, out int error);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_friend_send_lossless_packet(nint tox, uint friend, byte[] data, nuint length, out int error);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_bootstrap(nint tox, [MarshalAs(UnmanagedType.LPUTF8Str)] string host, ushort port, byte[] key, out int error);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_add_tcp_relay(nint tox, [MarshalAs(UnmanagedType.LPUTF8Str)] string host, ushort port, byte[] key, out int error);

    [DllImport(Name)]
    public static extern void tox_callback_friend_lossless_packet(nint tox, LosslessPacket callback);

    [DllImport(Name)]
    public static extern void tox_callback_friend_connection_status(nint tox, FriendConnection callback);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_pass_encrypt(byte[] plaintext, nuint length, byte[] passphrase, nuint passphraseLength, byte[] ciphertext, out int error);

    [DllImport(Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool tox_pass_decrypt(byte[] ciphertext, nuint length, byte[] passphrase, nuint passphraseLength, byte[] plaintext, out int error);
}
