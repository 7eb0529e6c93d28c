using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Tox.Native;

namespace ToxMail.Core.Tox;

/// <summary>All that lives on the owner thread: the instance, its friends and transfers. Turns what C reports into events.</summary>
internal sealed partial class ToxEngine : IToxListener
{
    private readonly ToxNode _node;
    private readonly ChannelWriter<ToxEvent> _events;
    private readonly ILogger _logger;
    private readonly bool _servesRelay;

    /// <exception cref="ToxUnavailableException">The library refuses the profile or the network settings.</exception>
    internal ToxEngine(ToxNode node, ToxOptions options, ReadOnlySpan<byte> savedata, ChannelWriter<ToxEvent> events, TimeProvider time, ILogger logger)
    {
        _node = node;
        _events = events;
        _logger = logger;
        Instance = ToxInstanceFactory.Create(options, savedata, this, out var error)
            ?? throw ToxStartFault.Of(error, options);
        Friends = new FriendTable(Instance);
        Incoming = new IncomingTransfers(Instance);
        Outgoing = new OutgoingTransfers(Instance, Incoming, time);
        Packets = new PacketQueue(Instance);
        _servesRelay = Instance.TcpRelayPort != 0;
    }

    internal ToxInstance Instance { get; }

    internal FriendTable Friends { get; }

    internal IncomingTransfers Incoming { get; }

    internal OutgoingTransfers Outgoing { get; }

    internal PacketQueue Packets { get; }

    internal ToxConnection Connection { get; private set; }

    /// <summary>Set when the profile should be written soon.</summary>
    internal bool ProfileChanged { get; set; }

    internal bool Busy => Outgoing.Any || Incoming.Any;

    /// <summary>Whether all that contacts say comes to the library's UDP socket and nothing is to be sent: no file moves, no packet waits, nobody is reached over TCP, by us or through us.</summary>
    internal bool IsQuiet => Connection != ToxConnection.None && !Busy && !Packets.Any && !Outgoing.HasRelayedLinks && !_servesRelay;

    /// <summary>Set when something happened between us and a contact.</summary>
    internal bool Stirred { get; set; }

    internal void Iterate()
    {
        Instance.Iterate();
        Outgoing.Pump();
        Packets.Pump();
    }

    internal void RemoveFriend(PublicKey key)
    {
        if (Friends.TryNumber(key, out var number))
        {
            LinkChanged(number, ToxConnection.None);
            Friends.Remove(key);
            ProfileChanged = true;
            Publish(new ToxEvent.FriendConnection(key, ToxConnection.None));
        }
    }

    /// <summary>Uses a node as a way in and as a TCP relay; both calls, also with UDP off: the first feeds the onion paths.</summary>
    internal void Bootstrap(string address, BootstrapNode target)
    {
        Instance.Bootstrap(address, target.Port, target.PublicKey);
        foreach (var port in target.TcpPorts)
        {
            Instance.AddTcpRelay(address, port, target.PublicKey);
        }
    }

    internal void ClockJumped() => _node.ClockJumped();

    /// <summary>Ends what still runs, so that nobody waits for a closed engine.</summary>
    internal void EndTransfers()
    {
        foreach (var key in Friends.Keys)
        {
            if (Friends.TryNumber(key, out var number))
            {
                LinkChanged(number, ToxConnection.None);
            }
        }
    }

    void IToxListener.SelfConnection(ToxConnection connection)
    {
        Connection = connection;
        _node.ConnectionChanged();
        Publish(new ToxEvent.SelfConnection(connection));
    }

    void IToxListener.FriendRequest(PublicKey key, ReadOnlySpan<byte> message)
    {
        // Who is not heard now asks again: libtoxcore repeats a request until it is answered.
        if (_node.Requests.TryTake(_node.Id.PublicKey))
        {
            Publish(new ToxEvent.FriendRequest(key, Encoding.UTF8.GetString(message)));
        }
    }

    void IToxListener.FriendConnection(uint friend, ToxConnection connection)
    {
        LinkChanged(friend, connection);

        if (Friends.TryKey(friend, out var key))
        {
            Publish(new ToxEvent.FriendConnection(key, connection));
        }
    }

    void IToxListener.FriendName(uint friend, ReadOnlySpan<byte> name)
    {
        if (Friends.TryKey(friend, out var key))
        {
            _node.Names.Put(key, Encoding.UTF8.GetString(name));
        }
    }

    void IToxListener.FriendPacket(uint friend, ReadOnlySpan<byte> packet)
    {
        if (Friends.TryKey(friend, out var key) && _node.Packets.TryTake(key))
        {
            Publish(new ToxEvent.Packet(key, packet.ToArray()));
        }
    }

    void IToxListener.FileOffer(uint friend, uint file, uint kind, ulong size)
    {
        if (Friends.TryKey(friend, out var key))
        {
            if (!_node.Offers.TryTake(key))
            {
                Instance.ControlFile(friend, file, ToxFileControl.Cancel);
                return;
            }

            var transfer = new IncomingTransfer(_node, key, new TransferNumber(friend, file), kind, size, Instance.GetFileId(friend, file));
            Incoming.Add(transfer);
            Publish(new ToxEvent.FileOffer(transfer));
        }
    }

    void IToxListener.FileChunk(uint friend, uint file, ulong position, ReadOnlySpan<byte> data) =>
        Incoming.Chunk(new TransferNumber(friend, file), position, data);

    void IToxListener.FileControl(uint friend, uint file, ToxFileControl control)
    {
        var number = new TransferNumber(friend, file);
        Incoming.Control(number, control);
        Outgoing.Control(number, control);
    }

    void IToxListener.FileChunkRequest(uint friend, uint file, ulong position, int length) =>
        Outgoing.Request(new TransferNumber(friend, file), position, length);

    void IToxListener.Failed(Exception exception) => LogCallbackFailed(_logger, exception);

    private void LinkChanged(uint friend, ToxConnection connection)
    {
        Outgoing.LinkChanged(friend, connection);
        if (connection == ToxConnection.None)
        {
            Incoming.LinkLost(friend);
            Packets.LinkLost(friend);
        }
    }

    private void Publish(ToxEvent happened)
    {
        Stirred = true;
        _events.TryWrite(happened);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Handling an event of the Tox library failed")]
    private static partial void LogCallbackFailed(ILogger logger, Exception exception);
}
