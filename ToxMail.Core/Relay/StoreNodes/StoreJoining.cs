using System.Collections.Concurrent;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>Asks store nodes for a place: makes the stamp in the background, one at a time, then adds the node as a contact that is marked as the user's store node.</summary>
internal sealed class StoreJoining(Contacts contacts, IRelayState relay, OwnIdentity own, ChangeFeed changes) : IDisposable
{
    /// <summary>Joins that are worked on or have failed.</summary>
    private const int Most = 8;

    /// <summary>Tries between two words on how far it is: less than a second's.</summary>
    private const int Step = 64;

    private readonly ConcurrentDictionary<PublicKey, StoreJoin> _joins = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>What is worked on, and what has failed.</summary>
    internal IReadOnlyList<StoreJoin> All => [.. _joins.Values];

    internal async Task<JoinStoreResult> BeginAsync(string address, string? alias, CancellationToken cancellationToken)
    {
        var recipient = ContactAddress.Read(address);
        if (recipient is not Recipient.ById { Id: var store })
        {
            return new JoinStoreResult.Refused(recipient is Recipient.Invalid invalid ? new AddContactResult.BadToxId(invalid.Fault) : new AddContactResult.NeedsToxId());
        }

        if (await RefusalAsync(store.PublicKey, alias, cancellationToken) is { } refusal)
        {
            return new JoinStoreResult.Refused(refusal);
        }

        MakeRoom(store.PublicKey);
        var join = new StoreJoin { Store = store, Alias = alias, Tries = 0, Refusal = null, Fault = null };
        if (_joins.Count >= Most || !_joins.TryAdd(store.PublicKey, join))
        {
            return new JoinStoreResult.Busy();
        }

        changes.Publish(ChangeKind.Relay);
        _ = Task.Run(() => RunAsync(join), CancellationToken.None);
        return new JoinStoreResult.Begun(join);
    }

    /// <summary>Puts away a join that has failed; false when there is none.</summary>
    internal bool Forget(PublicKey store)
    {
        var forgotten = _joins.TryGetValue(store, out var join) && !join.IsWorkedOn && _joins.TryRemove(KeyValuePair.Create(store, join));
        if (forgotten)
        {
            changes.Publish(ChangeKind.Relay);
        }

        return forgotten;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    /// <summary>What would be refused after seconds of work is refused before it.</summary>
    private async Task<AddContactResult?> RefusalAsync(PublicKey store, string? alias, CancellationToken cancellationToken)
    {
        if (store == own.PublicKey)
        {
            return new AddContactResult.OwnAddress();
        }

        var known = await contacts.ListAsync(cancellationToken);
        if (known.FirstOrDefault(contact => contact.PublicKey == store) is { } contact)
        {
            return contact.State == ContactState.Blocked ? new AddContactResult.Blocked(store) : new AddContactResult.AlreadyContact(store);
        }

        var isTaken = alias is not null && known.Any(contact => alias.Equals(contact.Alias, StringComparison.OrdinalIgnoreCase));
        return Contacts.Refuses(alias, "") ?? (isTaken ? new AddContactResult.AliasTaken() : null);
    }

    /// <summary>What has failed was seen, or never will be.</summary>
    private void MakeRoom(PublicKey store)
    {
        foreach (var join in _joins.Where(join => !join.Value.IsWorkedOn && (join.Key == store || _joins.Count >= Most)))
        {
            _joins.TryRemove(join);
        }
    }

    private async Task RunAsync(StoreJoin join)
    {
        var stopping = _stopping.Token;
        try
        {
            await _turn.WaitAsync(stopping);
            try
            {
                Tell(join, await AskAsync(join, await StampAsync(join, stopping), stopping));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The node ends; the user asks again.
        }
        catch (Exception exception)
        {
            Show(join with { Fault = exception.Message });
        }
    }

    /// <summary>On a thread of its own and of little weight: seconds of work must hold up nobody.</summary>
    private Task<byte[]> StampAsync(StoreJoin join, CancellationToken stopping)
    {
        var made = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Stamp(join, made, stopping)) { IsBackground = true, Name = "Stamp", Priority = ThreadPriority.BelowNormal }.Start();
        return made.Task;
    }

    private void Stamp(StoreJoin join, TaskCompletionSource<byte[]> made, CancellationToken stopping)
    {
        try
        {
            made.SetResult(JoinStamp.Make(own.PublicKey, join.Store.PublicKey, tries => Progress(join, tries), stopping));
        }
        catch (Exception exception)
        {
            made.SetException(exception);
        }
    }

    private void Progress(StoreJoin join, int tries)
    {
        if (tries % Step == 0)
        {
            Show(join with { Tries = tries });
        }
    }

    private async Task<AddContactResult> AskAsync(StoreJoin join, byte[] stamp, CancellationToken stopping)
    {
        var key = join.Store.PublicKey;
        var result = await contacts.AddStoreAsync(join.Store, join.Alias, JoinText.Of(stamp), stopping);
        if (await contacts.FindAsync(key, stopping) is { Relay.IsStore: true } store)
        {
            await relay.SettleAsync(key, store.Relay, stopping);
        }

        return result;
    }

    private void Tell(StoreJoin join, AddContactResult result)
    {
        if (result is AddContactResult.Added or AddContactResult.NospamUpdated or AddContactResult.RequestAccepted)
        {
            _joins.TryRemove(join.Store.PublicKey, out _);
            changes.Publish(ChangeKind.Relay);
        }
        else
        {
            Show(join with { Refusal = result });
        }
    }

    private void Show(StoreJoin join)
    {
        _joins[join.Store.PublicKey] = join;
        changes.Publish(ChangeKind.Relay);
    }
}
