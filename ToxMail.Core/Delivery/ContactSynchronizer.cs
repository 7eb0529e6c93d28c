using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Delivery;

/// <summary>
/// Makes libtoxcore's friends what the contact list says. The list in the store is the truth, so this is repeated after every change
/// and at start, and a crash between the two mends itself.
/// </summary>
internal sealed class ContactSynchronizer(ToxNode node, Contacts contacts)
{
    /// <summary>Bytes of a request that arrive: longer ones are lost in the onion before 0.2.21 (c-toxcore#2719).</summary>
    private const int MaxRequestBytes = 900;

    private readonly Dictionary<PublicKey, uint?> _requested = [];

    internal async Task SynchronizeAsync(CancellationToken ct)
    {
        var friends = (await node.GetFriendsAsync()).ToHashSet();
        var wanted = (await contacts.ListAsync(ct)).Where(static contact => contact.State != ContactState.Blocked).ToList();
        foreach (var contact in wanted)
        {
            await AddAsync(contact, friends);
        }

        foreach (var stranger in friends.Except(wanted.Select(static contact => contact.PublicKey)))
        {
            _requested.Remove(stranger);
            await node.RemoveFriendAsync(stranger);
        }
    }

    private async Task AddAsync(Contact contact, HashSet<PublicKey> friends)
    {
        if (contact is { State: ContactState.Requested, Nospam: { } nospam })
        {
            if (_requested.GetValueOrDefault(contact.PublicKey) != nospam)
            {
                _requested[contact.PublicKey] = nospam;
                await node.RequestFriendAsync(new ToxId(contact.PublicKey, nospam), Cut(contact.RequestMessage ?? Contacts.DefaultMessage));
            }
        }
        else if (!friends.Contains(contact.PublicKey))
        {
            await node.AddFriendAsync(contact.PublicKey);
        }
    }

    private static string Cut(string message)
    {
        while (Encoding.UTF8.GetByteCount(message) > MaxRequestBytes)
        {
            message = message[..^1];
        }

        return message.Length == 0 ? Contacts.DefaultMessage : message;
    }
}
