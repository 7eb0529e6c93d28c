using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>
/// Opens a conversation with each contact that comes online, brings it what the network brings, and closes it when the contact leaves.
/// The network's events and the contact list's changes both open and close, so they take turns.
/// </summary>
internal sealed partial class Conversations : IAsyncDisposable
{
    private readonly ToxNode _node;
    private readonly int _instance;
    private readonly ConversationServices _services;
    private readonly Violations _violations;
    private readonly ConcurrentDictionary<PublicKey, Conversation> _open = new();
    private readonly ConcurrentDictionary<PublicKey, ToxConnection> _links = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();

    public Conversations(NodeInstance instance, ConversationServices services, Violations violations)
    {
        (_node, _instance, _services, _violations) = (instance.Node, instance.Number, services, violations);
        services.Relay.GreetingDue += GreetAnew;
        services.Outbox.Withdrawn += Withdraw;
    }

    internal async Task ConnectionChangedAsync(PublicKey peer, ToxConnection connection)
    {
        LogLink(_services.Logger, peer, connection);
        _links[peer] = connection;
        await InTurnAsync(
            async () =>
            {
                await MatchAsync(peer, connection == ToxConnection.None ? null : await _services.Contacts.FindAsync(peer, _stopping.Token));
                await _services.Contacts.SetConnectionAsync(peer, LinkKinds.Of(connection), _stopping.Token);
            },
            _stopping.Token);
    }

    /// <summary>
    /// Makes good what is not as this contact's link is: after it was unblocked, whose link may still stand, and after a fault that cut
    /// off <see cref="ConnectionChangedAsync"/>.
    /// </summary>
    internal Task RestoreAsync(Contact contact) => InTurnAsync(
        async () =>
        {
            await MatchAsync(contact.PublicKey, contact);
            if (LinkKinds.Of(LinkOf(contact.PublicKey)) is var link && link != contact.Connection)
            {
                await _services.Contacts.SetConnectionAsync(contact.PublicKey, link, _stopping.Token);
            }
        },
        _stopping.Token);

    internal void Received(ToxEvent.Packet packet)
    {
        if (!_open.TryGetValue(packet.Key, out var conversation) || _violations.IsMuted(packet.Key))
        {
            _node.Handled(packet);
            return;
        }

        switch (FrameCodec.Read(packet.Data, out var frame))
        {
            case FrameReading.Ok:
                conversation.Received(frame!, () => _node.Handled(packet));
                return;
            case FrameReading.Malformed:
                _violations.Add(packet.Key);
                break;
            default:
                break;
        }

        _node.Handled(packet);
    }

    internal Task OfferedAsync(ToxEvent.FileOffer offer)
    {
        var transfer = offer.Transfer;
        if (!_open.TryGetValue(transfer.Sender, out var conversation) || _violations.IsMuted(transfer.Sender))
        {
            _node.Handled(offer);
            return transfer.CancelAsync();
        }

        conversation.Offered(transfer, () => _node.Handled(offer));
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

    internal Task CloseAsync(PublicKey peer) => InTurnAsync(() => EndAsync(peer), CancellationToken.None);

    /// <summary>Closes all; the service does so when it stops, and the container once more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _services.Relay.GreetingDue -= GreetAnew;
        _services.Outbox.Withdrawn -= Withdraw;
        await _stopping.CancelAsync();
        foreach (var peer in _open.Keys)
        {
            await CloseAsync(peer);
        }

        _turn.Dispose();
    }

    private void Withdraw(long id)
    {
        foreach (var conversation in _open.Values)
        {
            conversation.Withdraw(id);
        }
    }

    private void GreetAnew(PublicKey? peer)
    {
        foreach (var (open, conversation) in _open)
        {
            if (peer is null || open == peer)
            {
                conversation.GreetAnew();
            }
        }
    }

    /// <summary>A conversation where there is a link, and none where there is none; another one when a member became a contact.</summary>
    private async Task MatchAsync(PublicKey peer, Contact? contact)
    {
        var isWanted = LinkOf(peer) != ToxConnection.None && contact is { State: not ContactState.Blocked } && contact.Instance == _instance;
        if (!isWanted || (_open.TryGetValue(peer, out var open) && open.IsWithMember != contact!.IsMember))
        {
            await EndAsync(peer);
        }

        if (isWanted && !_open.ContainsKey(peer))
        {
            _open[peer] = new Conversation(_services, new PeerLink(_node, peer, contact!.IsMember), _stopping.Token);
            _open[peer].Start();
        }
    }

    private async Task EndAsync(PublicKey peer)
    {
        if (_open.TryRemove(peer, out var conversation))
        {
            await conversation.DisposeAsync();
        }
    }

    [LoggerMessage(LogLevel.Debug, "The link to {Contact} is {Connection}")]
    private static partial void LogLink(ILogger logger, PublicKey contact, ToxConnection connection);

    private ToxConnection LinkOf(PublicKey peer) => _links.GetValueOrDefault(peer);

    private async Task InTurnAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
