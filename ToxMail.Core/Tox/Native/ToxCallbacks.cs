using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ToxMail.Core.Addressing;
using static ToxMail.Core.Tox.Native.Toxcore;

namespace ToxMail.Core.Tox.Native;

/// <summary>The functions C calls. Each finds its listener through the user data given to <c>tox_iterate</c> and lets no exception out: one would end the process.</summary>
internal static unsafe class ToxCallbacks
{
    internal static void Register(nint tox)
    {
        tox_callback_self_connection_status(tox, &SelfConnection);
        tox_callback_friend_request(tox, &FriendRequest);
        tox_callback_friend_connection_status(tox, &FriendConnection);
        tox_callback_friend_name(tox, &FriendName);
        tox_callback_friend_lossless_packet(tox, &FriendPacket);
        tox_callback_file_recv(tox, &FileOffer);
        tox_callback_file_recv_chunk(tox, &FileChunk);
        tox_callback_file_recv_control(tox, &FileControl);
        tox_callback_file_chunk_request(tox, &FileChunkRequest);
    }

    /// <summary>libtoxcore's own log lines are dropped: each full send queue writes one, thousands per mail.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Log(nint tox, int level, byte* file, uint line, byte* function, byte* message, nint userData)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SelfConnection(nint tox, int connection, nint userData) =>
        Guard(userData, (ToxConnection)connection, static (listener, value) => listener.SelfConnection(value));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FriendRequest(nint tox, byte* key, byte* message, nuint length, nint userData)
    {
        var listener = Listener(userData);
        try
        {
            listener.FriendRequest(new PublicKey(new ReadOnlySpan<byte>(key, PublicKey.Size)), new ReadOnlySpan<byte>(message, (int)length));
        }
        catch (Exception exception)
        {
            listener.Failed(exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FriendConnection(nint tox, uint friend, int connection, nint userData) =>
        Guard(userData, (friend, connection), static (listener, x) => listener.FriendConnection(x.friend, (ToxConnection)x.connection));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FriendName(nint tox, uint friend, byte* name, nuint length, nint userData)
    {
        var listener = Listener(userData);
        try
        {
            listener.FriendName(friend, new ReadOnlySpan<byte>(name, (int)length));
        }
        catch (Exception exception)
        {
            listener.Failed(exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FriendPacket(nint tox, uint friend, byte* data, nuint length, nint userData)
    {
        var listener = Listener(userData);
        try
        {
            listener.FriendPacket(friend, new ReadOnlySpan<byte>(data, (int)length));
        }
        catch (Exception exception)
        {
            listener.Failed(exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FileOffer(nint tox, uint friend, uint file, uint kind, ulong size, byte* name, nuint nameLength, nint userData) =>
        Guard(userData, (friend, file, kind, size), static (listener, x) => listener.FileOffer(x.friend, x.file, x.kind, x.size));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FileChunk(nint tox, uint friend, uint file, ulong position, byte* data, nuint length, nint userData)
    {
        var listener = Listener(userData);
        try
        {
            listener.FileChunk(friend, file, position, new ReadOnlySpan<byte>(data, (int)length));
        }
        catch (Exception exception)
        {
            listener.Failed(exception);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FileControl(nint tox, uint friend, uint file, int control, nint userData) =>
        Guard(userData, (friend, file, control), static (listener, x) => listener.FileControl(x.friend, x.file, (ToxFileControl)x.control));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FileChunkRequest(nint tox, uint friend, uint file, ulong position, nuint length, nint userData) =>
        Guard(userData, (friend, file, position, (int)length), static (listener, x) => listener.FileChunkRequest(x.friend, x.file, x.position, x.Item4));

    private static void Guard<T>(nint userData, T value, Action<IToxListener, T> call)
    {
        var listener = Listener(userData);
        try
        {
            call(listener, value);
        }
        catch (Exception exception)
        {
            listener.Failed(exception);
        }
    }

    private static IToxListener Listener(nint userData) => (IToxListener)GCHandle.FromIntPtr(userData).Target!;
}
