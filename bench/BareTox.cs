using System.Collections.Concurrent;
using ToxMail.Core.Addressing;
using ToxMail.Core.Tox;
using ToxMail.Core.Tox.Native;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>
/// libtoxcore with nothing around it: one thread that iterates at the library's own pace (5 ms at most while files move), takes every file
/// that is offered and throws it away, and sends files from memory.
/// </summary>
internal sealed class BareTox : IToxListener, IDisposable
{
    private const int BusyInterval = 5;
    private const uint FileKind = 0x424E4348;

    private readonly ConcurrentQueue<Action<ToxInstance>> _commands = new();
    private readonly Queue<(uint Friend, uint File, ulong Position, int Length)> _owedChunks = new();
    private readonly Dictionary<uint, ulong> _incoming = [];
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly byte[] _chunk = new byte[2048];
    private readonly ToxInstance _instance;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private volatile bool _online;
    private int _outgoing;
    private int _received;

    public BareTox(ToxTestNetwork network)
    {
        Port = PortPool.Take();
        var port = (ushort)Port;
        var options = new ToxOptions { Ipv6Enabled = false, LocalDiscovery = false, StartPort = port, EndPort = port };
        _instance = ToxInstanceFactory.Create(options, default, this, out var error) ?? throw new InvalidOperationException($"libtoxcore: {error}");
        var key = PublicKey.Parse(network.PublicKey);
        _instance.Bootstrap("127.0.0.1", (ushort)network.UdpPort, key);
        _instance.AddTcpRelay("127.0.0.1", (ushort)network.TcpPort, key);
        Key = _instance.Id.PublicKey;
        Random.Shared.NextBytes(_chunk);
        _thread = new Thread(Run) { IsBackground = true, Name = "bare" };
        _thread.Start();
    }

    public PublicKey Key { get; }

    /// <summary>Of UDP.</summary>
    public int Port { get; }

    public bool IsOnline => _online;

    /// <summary>Files that arrived whole.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>Iterates without a pause, as the shortest time of a packet needs.</summary>
    public bool Restless { get; set; }

    /// <summary>Given every packet, on the thread of this instance.</summary>
    public Action<byte[]>? PacketArrived { get; set; }

    /// <summary>CPU time of the thread alone.</summary>
    public ThreadTime Time { get; } = new();

    public void AddFriend(PublicKey key) => Post(instance => instance.AddFriend(key, out _));

    /// <summary>Offers so many files of this size; at most as many at once as libtoxcore has numbers for.</summary>
    public void SendFiles(int count, long size, int atOnce) => Post(instance =>
    {
        Refill = () =>
        {
            while (count > 0 && _outgoing < atOnce && instance.SendFile(0, FileKind, (ulong)size, default) != ToxInstance.None)
            {
                count--;
                _outgoing++;
            }
        };
    });

    public void SendPacket(byte[] packet) => Post(instance => instance.SendPacket(0, packet));

    /// <summary>Sends at once; on the thread of this instance only.</summary>
    public void Answer(byte[] packet) => _instance.SendPacket(0, packet);

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    void IToxListener.FriendConnection(uint friend, ToxConnection connection) => _online = connection != ToxConnection.None;

    void IToxListener.FriendPacket(uint friend, ReadOnlySpan<byte> packet) => PacketArrived?.Invoke(packet.ToArray());

    void IToxListener.FileOffer(uint friend, uint file, uint kind, ulong size)
    {
        _incoming[file] = size;
        _instance.ControlFile(friend, file, ToxFileControl.Resume);
    }

    void IToxListener.FileChunk(uint friend, uint file, ulong position, ReadOnlySpan<byte> data)
    {
        if (_incoming.TryGetValue(file, out var size) && position + (ulong)data.Length == size)
        {
            _incoming.Remove(file);
            Interlocked.Increment(ref _received);
        }
    }

    void IToxListener.FileChunkRequest(uint friend, uint file, ulong position, int length)
    {
        if (length == 0)
        {
            _outgoing--;
            return;
        }

        if (_owedChunks.Count > 0 || _instance.SendChunk(friend, file, position, _chunk.AsSpan(0, length)) != ToxChunkError.Ok)
        {
            _owedChunks.Enqueue((friend, file, position, length));
        }
    }

    void IToxListener.SelfConnection(ToxConnection connection)
    {
    }

    void IToxListener.FriendRequest(PublicKey key, ReadOnlySpan<byte> message)
    {
    }

    void IToxListener.FriendName(uint friend, ReadOnlySpan<byte> name)
    {
    }

    void IToxListener.FileControl(uint friend, uint file, ToxFileControl control)
    {
    }

    void IToxListener.Failed(Exception exception) => Console.Error.WriteLine(exception);

    private Action? Refill { get; set; }

    private bool Busy => _outgoing > 0 || _incoming.Count > 0;

    private void Post(Action<ToxInstance> command)
    {
        _commands.Enqueue(command);
        _wake.Set();
    }

    private void Run()
    {
        Time.Attach();
        while (!_stopping)
        {
            while (_commands.TryDequeue(out var command))
            {
                command(_instance);
            }

            Refill?.Invoke();
            SendOwedChunks();
            _instance.Iterate();
            if (!Restless)
            {
                var interval = (int)_instance.IterationInterval;
                _wake.WaitOne(Busy ? Math.Min(interval, BusyInterval) : interval);
            }
        }

        _instance.Dispose();
    }

    private void SendOwedChunks()
    {
        while (_owedChunks.TryPeek(out var owed)
            && _instance.SendChunk(owed.Friend, owed.File, owed.Position, _chunk.AsSpan(0, owed.Length)) == ToxChunkError.Ok)
        {
            _owedChunks.Dequeue();
        }
    }
}
