using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Relay.StoreNodes;

/// <summary>What the user sees of store nodes and can do about them: those he uses, and the members of his own. The store has to be prepared.</summary>
public sealed class StoreDesk
{
    private readonly StoreJoining _joining;
    private readonly IRelayState _state;
    private readonly Contacts _contacts;
    private readonly NodeInstances _instances;
    private readonly RelayConfiguration _configuration;

    internal StoreDesk(StoreJoining joining, IRelayState state, Contacts contacts, NodeInstances instances, RelayConfiguration configuration) =>
        (_joining, _state, _contacts, _instances, _configuration) = (joining, state, contacts, instances, configuration);

    /// <summary>Store nodes that are about to be asked, or could not be.</summary>
    public IReadOnlyList<StoreJoin> Joins => _joining.All;

    /// <summary>Contacts that are marked as store nodes, or say that they are.</summary>
    public async Task<IReadOnlyList<JoinedStore>> StoresAsync(CancellationToken cancellationToken)
    {
        var contacts = await _contacts.ListAsync(cancellationToken);
        var known = contacts.Select(static contact => contact.PublicKey).ToHashSet();
        return
        [
            .. from contact in contacts
               where contact is { State: not ContactState.Blocked, IsMember: false } && (contact.Relay.IsStore || contact.StoreInstances is not null)
               select new JoinedStore(contact, [.. (contact.StoreInstances ?? []).Where(instance => !known.Contains(instance.PublicKey))], WasJoined(contact)),
        ];
    }

    /// <summary>Begins to join a store node; ends before the stamp is made.</summary>
    /// <param name="address">Its Tox ID.</param>
    /// <param name="alias">The user's name for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<JoinStoreResult> JoinAsync(string address, string? alias, CancellationToken cancellationToken) => _joining.BeginAsync(address, alias, cancellationToken);

    /// <summary>
    /// Ends what was begun with a store node: a failed join is put away; a node that was joined is no contact any more; a contact who runs one stays a contact and loses the mark.
    /// </summary>
    public async Task<ContactCommandResult> LeaveAsync(PublicKey store, CancellationToken cancellationToken)
    {
        if (_joining.Forget(store))
        {
            return ContactCommandResult.Done;
        }

        if (await _contacts.FindAsync(store, cancellationToken) is not { Relay.IsStore: true } contact)
        {
            return ContactCommandResult.NotFound;
        }

        return WasJoined(contact) ? await _contacts.RemoveAsync(store, cancellationToken) : await UnmarkAsync(store, cancellationToken);
    }

    /// <summary>Who has joined this store node, with what each takes up.</summary>
    public async Task<IReadOnlyList<RelayContact>> MembersAsync(CancellationToken cancellationToken)
    {
        var members = (await _contacts.ListAsync(cancellationToken)).Where(static contact => contact is { IsMember: true, State: ContactState.Contact });
        return RelayDesk.Join(members, await _state.UsageAsync(cancellationToken));
    }

    /// <summary>The Tox instances of this node, those too that do not run and should.</summary>
    public async Task<IReadOnlyList<StoreInstance>> InstancesAsync(CancellationToken cancellationToken)
    {
        var members = (await MembersAsync(cancellationToken)).ToLookup(static member => member.Contact.Relay.MemberOf);
        var running = _instances.Running.ToDictionary(static instance => instance.Number, static instance => instance.Node);
        return [.. running.Keys.Union(_instances.Faults.Keys).Order().Select(number => Describe(number, running.GetValueOrDefault(number), [.. members[number]]))];
    }

    /// <summary>A member is forgotten, with what it handed over. It may ask again; who is blocked may not.</summary>
    public async Task<ContactCommandResult> RemoveMemberAsync(PublicKey member, CancellationToken cancellationToken) =>
        await _contacts.FindAsync(member, cancellationToken) is { IsMember: true } ? await _contacts.RemoveAsync(member, cancellationToken) : ContactCommandResult.NotFound;

    private static bool WasJoined(Contact contact) => contact.RequestMessage is { } text && JoinText.IsOne(text);

    private async Task<ContactCommandResult> UnmarkAsync(PublicKey store, CancellationToken cancellationToken)
    {
        var result = await _contacts.SettleAsync(store, static terms => terms with { IsStore = false }, cancellationToken);
        if (result == ContactCommandResult.Done && await _contacts.FindAsync(store, cancellationToken) is { } settled)
        {
            await _state.SettleAsync(store, settled.Relay, cancellationToken);
        }

        return result;
    }

    private StoreInstance Describe(int number, ToxNode? node, IReadOnlyList<RelayContact> members) => new()
    {
        Number = number,
        Id = node?.Id,
        Connection = node?.Status.Connection ?? ToxConnection.None,
        Members = members.Count,
        IsFull = members.Count >= _configuration.Current.MaxMembers,
        Online = members.Count(static member => member.Contact.Connection != LinkKind.None),
        InToday = members.Sum(static member => member.InToday),
        OutToday = members.Sum(static member => member.OutToday),
        Fault = _instances.Faults.GetValueOrDefault(number),
    };
}
