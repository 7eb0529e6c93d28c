using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Tox;

namespace ToxMail.Core.Relay.Stores;

/// <summary>What the user sees of store nodes and can do about them: those he uses, and the members of his own. The store has to be prepared.</summary>
public sealed class StoreDesk
{
    private readonly StoreJoining _joining;
    private readonly IRelayState _state;
    private readonly Contacts _contacts;
    private readonly NodeInstances _instances;

    internal StoreDesk(StoreJoining joining, IRelayState state, Contacts contacts, NodeInstances instances) =>
        (_joining, _state, _contacts, _instances) = (joining, state, contacts, instances);

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
               select new JoinedStore(contact, [.. (contact.StoreInstances ?? []).Where(instance => !known.Contains(instance.PublicKey))]),
        ];
    }

    /// <summary>Begins to join a store node; ends before the stamp is made.</summary>
    /// <param name="address">Its Tox ID.</param>
    /// <param name="alias">The user's name for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<JoinStoreResult> JoinAsync(string address, string? alias, CancellationToken cancellationToken) => _joining.BeginAsync(address, alias, cancellationToken);

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

    private StoreInstance Describe(int number, ToxNode? node, IReadOnlyList<RelayContact> members) => new()
    {
        Number = number,
        Id = node?.Id,
        Connection = node?.Status.Connection ?? ToxConnection.None,
        Members = members.Count,
        Online = members.Count(static member => member.Contact.Connection != LinkKind.None),
        InToday = members.Sum(static member => member.InToday),
        OutToday = members.Sum(static member => member.OutToday),
        Fault = _instances.Faults.GetValueOrDefault(number),
    };
}
