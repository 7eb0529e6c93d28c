using ToxMail.Core.Relay.StoreNodes;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Delivery;

/// <summary>Hands on what the network brings to one of our Tox nodes.</summary>
internal sealed class NodeEvents(NodeInstance instance, Conversations conversations, Admission admission, Contacts contacts, ChangeFeed changes, TimeProvider time)
{
    /// <summary>A name costs a commit and everybody who shows contacts a look; a contact may change its own as often as it likes.</summary>
    private static readonly TimeSpan NamePace = TimeSpan.FromSeconds(2);

    internal async Task ReadAsync(CancellationToken stopping)
    {
        // After a fault it begins anew, and the synchronizer makes up for what an event could not write.
        changes.Publish(ChangeKind.Contacts);
        await foreach (var happened in instance.Node.Events.ReadAllAsync(stopping))
        {
            await HandleAsync(happened, stopping);
        }
    }

    internal async Task KeepNamesAsync(CancellationToken stopping)
    {
        var names = instance.Node.Names;
        while (true)
        {
            foreach (var name in await names.ReadAsync(stopping))
            {
                await contacts.SetNameAsync(name.Key, name.Value, stopping);
                names.Handled(name);
            }

            await Task.Delay(NamePace, time, stopping);
        }
    }

    private async Task HandleAsync(ToxEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case ToxEvent.Packet packet:
                conversations.Received(packet);
                break;
            case ToxEvent.FileOffer offer:
                await conversations.OfferedAsync(offer);
                break;
            case ToxEvent.FriendConnection friend:
                await conversations.ConnectionChangedAsync(friend.Key, friend.Connection);
                break;
            case ToxEvent.FriendRequest request:
                instance.Node.Handled(request);
                await admission.TakeAsync(instance.Number, instance.Node.Id.PublicKey, request.Key, request.Message, cancellationToken);
                break;
            case ToxEvent.SelfConnection:
                changes.Publish(ChangeKind.Status);
                break;
        }
    }
}
