using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>Opens a conversation with each contact that comes online, brings it what the network brings, and closes it when the contact leaves.</summary>
internal sealed partial class Conversations(ToxNode node, ConversationServices services, ILogger<Conversations> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<PublicKey, Conversation> _open = new();
    private readonly ConcurrentDictionary<PublicKey, bool> _online = new();
    private readonly Violations _violations = new(services.Time);
    private readonly CancellationTokenSource _stopping = new();

    internal async Task ConnectionChangedAsync(PublicKey peer, ToxConnection connection)
    {
        _online[peer] = connection != ToxConnection.None;
        if (connection == ToxConnection.None)
        {
            await CloseAsync(peer);
        }
        else
        {
            await OpenAsync(peer);
        }

        await services.Contacts.SetConnectionAsync(peer, LinkKinds.Of(connection), _stopping.Token);
    }

    /// <summary>Opens what should be open: after a contact was unblocked its link may still stand.</summary>
    internal async Task OpenAsync(PublicKey peer)
    {
        if (_online.GetValueOrDefault(peer) && !_open.ContainsKey(peer) && await services.Contacts.FindAsync(peer, _stopping.Token) is { State: not ContactState.Blocked })
        {
            var conversation = new Conversation(services, new PeerLink(node, peer), _stopping.Token);
            if (_open.TryAdd(peer, conversation))
            {
                conversation.Start();
            }
            else
            {
                await conversation.DisposeAsync();
            }
        }
    }

    internal void Received(ToxEvent.Packet packet)
    {
        if (!_open.TryGetValue(packet.Key, out var conversation) || _violations.IsMuted(packet.Key))
        {
            node.Handled(packet);
            return;
        }

        switch (FrameCodec.Read(packet.Data, out var frame))
        {
            case FrameReading.Ok:
                conversation.Received(frame!, () => node.Handled(packet));
                return;
            case FrameReading.Malformed when _violations.Add(packet.Key):
                LogMuted(logger);
                break;
            default:
                break;
        }

        node.Handled(packet);
    }

    internal Task OfferedAsync(IncomingTransfer transfer)
    {
        if (!_open.TryGetValue(transfer.Sender, out var conversation) || _violations.IsMuted(transfer.Sender))
        {
            return transfer.CancelAsync();
        }

        conversation.Offered(transfer);
        return Task.CompletedTask;
    }

    /// <returns>Those of them who are not online.</returns>
    internal IReadOnlyCollection<PublicKey> Wake(IEnumerable<PublicKey> peers)
    {
        var offline = new List<PublicKey>();
        foreach (var peer in peers)
        {
            if (_open.TryGetValue(peer, out var conversation))
            {
                conversation.Wake();
            }
            else
            {
                offline.Add(peer);
            }
        }

        return offline;
    }

    internal async Task CloseAsync(PublicKey peer)
    {
        if (_open.TryRemove(peer, out var conversation))
        {
            await conversation.DisposeAsync();
        }
    }

    /// <summary>Closes all; the service does so when it stops, and the container once more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        foreach (var peer in _open.Keys)
        {
            await CloseAsync(peer);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A contact sent 100 broken packets and is not listened to for an hour")]
    private static partial void LogMuted(ILogger logger);
}
