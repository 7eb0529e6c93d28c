using System.Collections.Concurrent;
using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>
/// Makes libtoxcore's friends what the contact list says. The list in the store is the truth, so this is repeated after every change
/// and at start, and a crash between the two mends itself.
/// </summary>
internal sealed class ContactSynchronizer(ToxNode node, Contacts contacts, Conversations conversations, TimeProvider time)
{
    /// <summary>Bytes of a request that arrive: longer ones are lost in the onion before 0.2.21 (c-toxcore#2719).</summary>
    private const int MaxRequestBytes = 900;

    /// <summary>Long enough for a farewell to leave before libtoxcore closes the link.</summary>
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(3);

    private readonly Dictionary<PublicKey, uint?> _requested = [];
    private readonly ConcurrentDictionary<PublicKey, bool> _leaving = [];

    /// <summary>At start: friends the store does not know come from a profile of another Tox client, and are kept.</summary>
    internal async Task AdoptAsync(CancellationToken ct)
    {
        await contacts.AdoptAsync([.. await node.GetFriendsAsync()], ct);
        foreach (var contact in await contacts.ListAsync(ct))
        {
            _requested[contact.PublicKey] = contact.State == ContactState.Contact ? contact.Nospam : null;
        }
    }

    internal async Task SynchronizeAsync(CancellationToken ct)
    {
        var friends = (await node.GetFriendsAsync()).ToHashSet();
        var known = await contacts.ListAsync(ct);
        foreach (var contact in known)
        {
            await (contact.State == ContactState.Blocked ? BlockAsync(contact.PublicKey, friends, ct) : KeepAsync(contact, friends));
        }

        await RemoveAsync([.. friends.Except(known.Select(static contact => contact.PublicKey))], ct);
    }

    /// <summary>The store remembers whom the user removed until the profile without them is on the disk: a crash in between must not bring them back.</summary>
    private async Task RemoveAsync(IReadOnlyList<PublicKey> strangers, CancellationToken ct)
    {
        foreach (var stranger in strangers)
        {
            _requested.Remove(stranger);
            await conversations.CloseAsync(stranger);
            await node.RemoveFriendAsync(stranger);
        }

        if (strangers.Count > 0 && await node.SaveProfileAsync())
        {
            await contacts.ForgetRemovedAsync(strangers, ct);
        }
    }

    private async Task KeepAsync(Contact contact, HashSet<PublicKey> friends)
    {
        await AddAsync(contact, friends);
        await conversations.RestoreAsync(contact);
    }

    private async Task AddAsync(Contact contact, HashSet<PublicKey> friends)
    {
        if (contact.Nospam is { } nospam && _requested.GetValueOrDefault(contact.PublicKey) != nospam)
        {
            _requested[contact.PublicKey] = nospam;
            await node.RequestFriendAsync(new ToxId(contact.PublicKey, nospam), Cut(contact.RequestMessage ?? Contacts.DefaultMessage));
        }
        else if (!friends.Contains(contact.PublicKey))
        {
            await node.AddFriendAsync(contact.PublicKey);
        }
    }

    /// <summary>Somebody blocked is told so once, so that mail to us comes back with the reason; until it is online it stays a friend of libtoxcore.</summary>
    private async Task BlockAsync(PublicKey key, HashSet<PublicKey> friends, CancellationToken ct)
    {
        await conversations.CloseAsync(key);
        if (friends.Contains(key) && !_leaving.ContainsKey(key) && await new PeerLink(node, key).SendAsync(new Frame.Bye(ByeReason.Blocked)))
        {
            _leaving[key] = true;
            _ = LeaveAsync(key, ct);
        }
    }

    private async Task LeaveAsync(PublicKey key, CancellationToken ct)
    {
        await Task.Delay(FarewellTime, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.TryRemove(key, out var _);
        if (await contacts.FindAsync(key, ct) is { State: ContactState.Blocked })
        {
            await node.RemoveFriendAsync(key);
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
