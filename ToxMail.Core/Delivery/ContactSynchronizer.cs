using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Tox;
using ToxMail.Core.Wire;

namespace ToxMail.Core.Delivery;

/// <summary>
/// Makes libtoxcore's friends what the contact list says. The list in the store is the truth, so this is repeated after every change
/// and at start, and a crash between the two mends itself.
/// </summary>
internal sealed partial class ContactSynchronizer(NodeInstance instance, Contacts contacts, Conversations conversations, TimeProvider time, ILogger<ContactSynchronizer> logger)
{
    /// <summary>Long enough for a farewell to leave before libtoxcore closes the link.</summary>
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(3);

    private readonly ToxNode _node = instance.Node;
    private readonly Dictionary<PublicKey, uint?> _requested = [];
    private readonly ConcurrentDictionary<PublicKey, bool> _leaving = [];

    /// <summary>At start: friends the store does not know come from a profile of another Tox client, and are kept.</summary>
    internal async Task AdoptAsync(CancellationToken cancellationToken)
    {
        await contacts.AdoptAsync([.. await _node.GetFriendsAsync()], cancellationToken);
        foreach (var contact in await contacts.ListAsync(cancellationToken))
        {
            _requested[contact.PublicKey] = contact.State == ContactState.Contact ? contact.Nospam : null;
        }
    }

    internal async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        var friends = (await _node.GetFriendsAsync()).ToHashSet();
        var known = (await contacts.ListAsync(cancellationToken)).Where(contact => contact.Instance == instance.Number).ToList();
        foreach (var contact in known)
        {
            await (contact.State == ContactState.Blocked ? BlockAsync(contact.PublicKey, friends, cancellationToken) : KeepAsync(contact, friends));
        }

        await RemoveAsync([.. friends.Except(known.Select(static contact => contact.PublicKey))], cancellationToken);
    }

    /// <summary>The store remembers whom the user removed until the profile without them is on the disk: a crash in between must not bring them back.</summary>
    private async Task RemoveAsync(IReadOnlyList<PublicKey> strangers, CancellationToken cancellationToken)
    {
        foreach (var stranger in strangers)
        {
            _requested.Remove(stranger);
            await conversations.CloseAsync(stranger);
            await _node.RemoveFriendAsync(stranger);
        }

        if (strangers.Count > 0 && await _node.SaveProfileAsync())
        {
            await contacts.ForgetRemovedAsync(strangers, cancellationToken);
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
            if (!await _node.RequestFriendAsync(new ToxId(contact.PublicKey, nospam), contact.RequestMessage ?? Contacts.DefaultMessage))
            {
                LogNotAsked(logger);
                LogWhomNotAsked(logger, contact.PublicKey);
            }
        }
        else if (!friends.Contains(contact.PublicKey))
        {
            await _node.AddFriendAsync(contact.PublicKey);
        }
    }

    /// <summary>Somebody blocked is told so once, so that mail to us comes back with the reason; until it is online it stays a friend of libtoxcore.</summary>
    private async Task BlockAsync(PublicKey key, HashSet<PublicKey> friends, CancellationToken cancellationToken)
    {
        await conversations.CloseAsync(key);
        if (friends.Contains(key) && !_leaving.ContainsKey(key) && await new PeerLink(_node, key).SendAsync(new Frame.Bye(ByeReason.Blocked)))
        {
            _leaving[key] = true;
            _ = LeaveAsync(key, cancellationToken);
        }
    }

    private async Task LeaveAsync(PublicKey key, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(FarewellTime, time, cancellationToken);
            if (await contacts.FindAsync(key, cancellationToken) is { State: ContactState.Blocked })
            {
                await _node.RemoveFriendAsync(key);
            }
        }
        catch (OperationCanceledException)
        {
            // The node ends; the farewell is said again after the next start.
        }
        catch (Exception exception)
        {
            LogNotLeft(logger, exception);
        }
        finally
        {
            _leaving.TryRemove(key, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "libtoxcore takes the Tox ID of a requested contact for none that anybody can have: no contact request was sent. Remove the contact and ask for the right Tox ID")]
    private static partial void LogNotAsked(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The contact that could not be asked is {Contact}")]
    private static partial void LogWhomNotAsked(ILogger logger, PublicKey contact);

    [LoggerMessage(Level = LogLevel.Error, Message = "A blocked contact could not be removed from the Tox friends; it is tried again at the next change")]
    private static partial void LogNotLeft(ILogger logger, Exception exception);
}
