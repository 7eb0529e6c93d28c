using System.Diagnostics;
using System.Runtime.InteropServices;
using ToxMail.Core.Addressing;
using static ToxMail.Core.Tox.Native.Toxcore;

namespace ToxMail.Core.Tox.Native;

/// <summary>
/// One libtoxcore instance with spans for pointers. Not safe for two threads at once (<c>tox.h</c>, "Threading implications"):
/// the thread that first iterates owns it, and a debug check asserts that.
/// </summary>
internal sealed class ToxInstance : IDisposable
{
    /// <summary>What <c>tox_friend_add</c> and <c>tox_file_send</c> return on failure.</summary>
    internal const uint None = uint.MaxValue;

    /// <summary><c>TOX_FILE_ID_LENGTH</c>.</summary>
    private const int FileIdSize = 32;

    private readonly nint _tox;
    private readonly GCHandle _listener;
    private Thread? _owner;

    internal ToxInstance(nint tox, IToxListener listener)
    {
        _tox = tox;
        _listener = GCHandle.Alloc(listener);
        ToxCallbacks.Register(tox);
    }

    internal uint IterationInterval => tox_iteration_interval(Owned);

    internal ToxId Id
    {
        get
        {
            Span<byte> address = stackalloc byte[ToxId.Size];
            tox_self_get_address(Owned, address);
            return ToxId.TryRead(address, out var id) == ToxIdFault.None ? id : throw new InvalidOperationException("libtoxcore returned an address with a wrong checksum.");
        }
    }

    /// <summary>Writes the secret of the Tox key, 32 bytes.</summary>
    internal void CopySecretKey(Span<byte> destination) => tox_self_get_secret_key(Owned, destination);

    internal PublicKey DhtKey
    {
        get
        {
            Span<byte> key = stackalloc byte[PublicKey.Size];
            tox_self_get_dht_id(Owned, key);
            return new PublicKey(key);
        }
    }

    /// <summary>The bound UDP port, 0 without one.</summary>
    internal ushort UdpPort => tox_self_get_udp_port(Owned, out var error) is var port && error == 0 ? port : (ushort)0;

    /// <summary>The bound TCP relay port, 0 without one.</summary>
    internal ushort TcpRelayPort => tox_self_get_tcp_port(Owned, out var error) is var port && error == 0 ? port : (ushort)0;

    private nint Owned
    {
        get
        {
            Debug.Assert(_owner is null || _owner == Thread.CurrentThread, "Only the owner thread may call libtoxcore.");
            return _tox;
        }
    }

    internal void Iterate()
    {
        _owner ??= Thread.CurrentThread;
        tox_iterate(Owned, GCHandle.ToIntPtr(_listener));
    }

    internal byte[] GetSavedata()
    {
        var savedata = new byte[tox_get_savedata_size(Owned)];
        tox_get_savedata(Owned, savedata);
        return savedata;
    }

    internal bool Bootstrap(string host, ushort port, PublicKey key) => tox_bootstrap(Owned, host, port, key.ToArray(), out _);

    internal bool AddTcpRelay(string host, ushort port, PublicKey key) => tox_add_tcp_relay(Owned, host, port, key.ToArray(), out _);

    internal uint[] GetFriends()
    {
        var friends = new uint[tox_self_get_friend_list_size(Owned)];
        tox_self_get_friend_list(Owned, friends);
        return friends;
    }

    internal PublicKey GetFriendKey(uint friend)
    {
        Span<byte> key = stackalloc byte[PublicKey.Size];
        return tox_friend_get_public_key(Owned, friend, key, out _) ? new PublicKey(key) : throw new ArgumentException("No such friend number.", nameof(friend));
    }

    internal ToxFriendAddError AddFriend(ToxId id, ReadOnlySpan<byte> message, out uint friend)
    {
        Span<byte> address = stackalloc byte[ToxId.Size];
        id.CopyTo(address);
        friend = tox_friend_add(Owned, address, message, (nuint)message.Length, out var error);
        return error;
    }

    internal ToxFriendAddError AddFriend(PublicKey key, out uint friend)
    {
        friend = tox_friend_add_norequest(Owned, key.ToArray(), out var error);
        return error;
    }

    internal void DeleteFriend(uint friend) => tox_friend_delete(Owned, friend, out _);

    internal ToxPacketError SendPacket(uint friend, ReadOnlySpan<byte> packet)
    {
        tox_friend_send_lossless_packet(Owned, friend, packet, (nuint)packet.Length, out var error);
        return error;
    }

    /// <summary>Offers a file without a name.</summary>
    /// <returns>The file number, or <see cref="None"/>.</returns>
    internal uint SendFile(uint friend, uint kind, ulong size, ReadOnlySpan<byte> fileId) => tox_file_send(Owned, friend, kind, size, fileId, default, 0, out _);

    internal bool ControlFile(uint friend, uint file, ToxFileControl control) => tox_file_control(Owned, friend, file, (int)control, out _);

    internal bool SeekFile(uint friend, uint file, ulong position) => tox_file_seek(Owned, friend, file, position, out _);

    internal byte[] GetFileId(uint friend, uint file)
    {
        var id = new byte[FileIdSize];
        return tox_file_get_file_id(Owned, friend, file, id, out _) ? id : throw new ArgumentException("No such file number.", nameof(file));
    }

    internal ToxChunkError SendChunk(uint friend, uint file, ulong position, ReadOnlySpan<byte> data)
    {
        tox_file_send_chunk(Owned, friend, file, position, data, (nuint)data.Length, out var error);
        return error;
    }

    /// <summary>Tells contacts that we go offline and frees the instance; on the owner thread, outside <see cref="Iterate"/>.</summary>
    public void Dispose()
    {
        tox_kill(Owned);
        _listener.Free();
    }
}
