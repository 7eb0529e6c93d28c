using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using ToxMail.Tests.Support.Nodes;
using Xunit;
using static ToxMail.Tests.Support.PlainTox.LibToxcore;

namespace ToxMail.Tests.Support.PlainTox;

/// <summary>A Tox client that knows nothing of mail: bare libtoxcore, with a thread of its own once it goes online.</summary>
internal sealed class PlainClient : IDisposable
{
    private const int AddressSize = 38;
    private const int KeySize = 32;
    private const int EncryptionExtra = 80;

    private readonly nint _tox;
    private readonly LosslessPacket _onPacket;
    private readonly FriendConnection _onConnection;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly ManualResetEvent _stopping = new(initialState: false);
    private Thread? _thread;
    private volatile bool _online;

    /// <summary>Loads savedata, or makes a new identity.</summary>
    public PlainClient(byte[]? savedata = null, bool udp = false)
    {
        _tox = New(savedata, udp);
        _onPacket = (_, _, data, length, _) => Packets.Enqueue(Read(data, length));
        _onConnection = (_, _, connection, _) => _online = connection != 0;
        tox_callback_friend_lossless_packet(_tox, _onPacket);
        tox_callback_friend_connection_status(_tox, _onConnection);
    }

    /// <summary>The Tox ID.</summary>
    public string Id => Convert.ToHexString(Filled(AddressSize, tox_self_get_address));

    public string PublicKey => Id[..(2 * KeySize)];

    public string Name
    {
        get => Encoding.UTF8.GetString(Filled((int)tox_self_get_name_size(_tox), tox_self_get_name));
        set => Assert.True(tox_self_set_name(_tox, Encoding.UTF8.GetBytes(value), (nuint)Encoding.UTF8.GetByteCount(value), out _));
    }

    public string StatusMessage
    {
        get => Encoding.UTF8.GetString(Filled((int)tox_self_get_status_message_size(_tox), tox_self_get_status_message));
        set => Assert.True(tox_self_set_status_message(_tox, Encoding.UTF8.GetBytes(value), (nuint)Encoding.UTF8.GetByteCount(value), out _));
    }

    public IEnumerable<string> Friends
    {
        get
        {
            var numbers = new uint[tox_self_get_friend_list_size(_tox)];
            tox_self_get_friend_list(_tox, numbers);
            return numbers.Select(number => Convert.ToHexString(Filled(KeySize, (tox, key) => tox_friend_get_public_key(tox, number, key, out _))));
        }
    }

    public byte[] Savedata => Filled((int)tox_get_savedata_size(_tox), tox_get_savedata);

    /// <summary>Lossless packets of the only friend, in order.</summary>
    public ConcurrentQueue<byte[]> Packets { get; } = new();

    /// <summary>Whether the only friend is online.</summary>
    public bool FriendIsOnline => _online;

    public static byte[] Encrypt(byte[] savedata, string passphrase)
    {
        var (secret, file) = (Encoding.UTF8.GetBytes(passphrase), new byte[savedata.Length + EncryptionExtra]);
        Assert.True(tox_pass_encrypt(savedata, (nuint)savedata.Length, secret, (nuint)secret.Length, file, out _));
        return file;
    }

    public static byte[] Decrypt(byte[] file, string passphrase)
    {
        var (secret, savedata) = (Encoding.UTF8.GetBytes(passphrase), new byte[file.Length - EncryptionExtra]);
        Assert.True(tox_pass_decrypt(file, (nuint)file.Length, secret, (nuint)secret.Length, savedata, out _));
        return savedata;
    }

    public void AddFriend(string publicKey) => Assert.NotEqual(uint.MaxValue, tox_friend_add_norequest(_tox, Convert.FromHexString(publicKey), out _));

    /// <summary>Joins the network; from here on only <see cref="Send"/> may be called.</summary>
    public void GoOnline(ToxTestNetwork network)
    {
        var key = Convert.FromHexString(network.PublicKey);
        Assert.True(tox_bootstrap(_tox, network.Host, (ushort)network.UdpPort, key, out _));
        Assert.True(tox_add_tcp_relay(_tox, network.Host, (ushort)network.TcpPort, key, out _));
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Sends a lossless packet to the only friend.</summary>
    public void Send(byte[] packet) => _commands.Enqueue(() => tox_friend_send_lossless_packet(_tox, 0, packet, (nuint)packet.Length, out _));

    public void Dispose()
    {
        _stopping.Set();
        _thread?.Join();
        _stopping.Dispose();
        tox_kill(_tox);
        GC.KeepAlive(_onPacket);
        GC.KeepAlive(_onConnection);
    }

    private static nint New(byte[]? savedata, bool udp)
    {
        var options = tox_options_new(out _);
        tox_options_set_udp_enabled(options, udp);
        tox_options_set_ipv6_enabled(options, false);
        tox_options_set_local_discovery_enabled(options, false);
        var pinned = GCHandle.Alloc(savedata ?? [], GCHandleType.Pinned);
        if (savedata is not null)
        {
            tox_options_set_savedata_type(options, 1);
            tox_options_set_savedata_data(options, pinned.AddrOfPinnedObject(), (nuint)savedata.Length);
        }

        var tox = tox_new(options, out var error);
        pinned.Free();
        tox_options_free(options);
        return error == 0 ? tox : throw new InvalidOperationException($"tox_new: error {error}");
    }

    private static byte[] Read(nint data, nuint length)
    {
        var bytes = new byte[(int)length];
        Marshal.Copy(data, bytes, 0, bytes.Length);
        return bytes;
    }

    private byte[] Filled(int size, Action<nint, byte[]> fill)
    {
        var bytes = new byte[size];
        fill(_tox, bytes);
        return bytes;
    }

    private void Run()
    {
        do
        {
            while (_commands.TryDequeue(out var command))
            {
                command();
            }

            tox_iterate(_tox, 0);
        }
        while (!_stopping.WaitOne((int)Math.Min(tox_iteration_interval(_tox), 20)));
    }
}
