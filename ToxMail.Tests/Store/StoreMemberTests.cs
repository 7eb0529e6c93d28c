using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class StoreMemberTests
{
    private const int Most = 2;

    [Fact]
    public async Task Each_instance_has_so_many_and_remembers_them()
    {
        await using var store = await OpenAsync();
        Assert.Equal(RecordRequestResult.AcceptedAtOnce, await store.Contacts.AdmitAsync(Key(2), "join", 1, Most, Ct));
        Assert.Equal(RecordRequestResult.AcceptedAtOnce, await store.Contacts.AdmitAsync(Key(3), "join", 1, Most, Ct));
        Assert.Equal(RecordRequestResult.Recorded, await store.Contacts.AdmitAsync(Key(4), "join", 1, Most, Ct));
        Assert.Equal(RecordRequestResult.AcceptedAtOnce, await store.Contacts.AdmitAsync(Key(5), "join", 2, Most, Ct));
        await store.RestartAsync();

        Assert.Equal([(Key(2), 1), (Key(3), 1), (Key(5), 2)], (await store.Contacts.ListAsync(Ct)).Select(member => (member.PublicKey, member.Relay.MemberOf)));
        Assert.Equal((Key(4), JoinFault.Full), Assert.Single(await store.Contacts.ListRequestsAsync(Ct)) is var waits ? (waits.PublicKey, waits.JoinFault) : default);
        Assert.Equal(RecordRequestResult.AlreadyContact, await store.Contacts.AdmitAsync(Key(2), "join", 1, Most, Ct));
    }

    [Fact]
    public async Task Moves_to_the_instance_it_joins_later_if_there_is_room()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AdmitAsync(Key(2), "join", 1, Most, Ct);
        Assert.Equal(RecordRequestResult.AlreadyContact, await store.Contacts.AdmitAsync(Key(2), "join", 2, 0, Ct));
        Assert.Equal(1, Assert.Single(await store.Contacts.ListAsync(Ct)).Instance);

        Assert.Equal(RecordRequestResult.AcceptedAtOnce, await store.Contacts.AdmitAsync(Key(2), "join", 2, Most, Ct));
        Assert.Equal(2, Assert.Single(await store.Contacts.ListAsync(Ct)).Instance);
    }

    [Fact]
    public async Task A_contact_stays_one_and_who_was_turned_away_stays_away()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        await store.Contacts.BlockAsync(Key(3), Ct);
        await store.Contacts.RecordRequestAsync(Key(4), "hello", Ct);
        await store.Contacts.IgnoreAsync(Key(4), Ct);

        Assert.Equal(RecordRequestResult.AlreadyContact, await store.Contacts.AdmitAsync(Key(2), "join", 2, Most, Ct));
        Assert.Equal(RecordRequestResult.Blocked, await store.Contacts.AdmitAsync(Key(3), "join", 1, Most, Ct));
        Assert.Equal(RecordRequestResult.Ignored, await store.Contacts.AdmitAsync(Key(4), "join", 1, Most, Ct));
        Assert.DoesNotContain(await store.Contacts.ListAsync(Ct), contact => contact.IsMember);
    }

    [Fact]
    public async Task Cannot_be_written_to_before_it_is_a_contact_too()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AdmitAsync(Key(2), "join", 1, Most, Ct);
        await store.Contacts.AdmitAsync(Key(3), "join", 2, Most, Ct);
        Assert.Contains("member", Assert.IsType<RecipientResolution.Unknown>(store.Contacts.Resolve(OwnIdentity.AddressOf(Key(2)))).Reason, StringComparison.Ordinal);

        Assert.IsType<AddContactResult.Added>(await store.Contacts.AddAsync(new Recipient.ByKey(Key(2)), "bob", null, Ct));
        Assert.IsType<AddContactResult.NeedsToxId>(await store.Contacts.AddAsync(new Recipient.ByKey(Key(3)), null, null, Ct));
        Assert.IsType<AddContactResult.Added>(await store.Contacts.AddAsync(new Recipient.ById(Id(3)), null, null, Ct));

        Assert.Equal(
            [("bob", ContactState.Contact, false), (null, ContactState.Requested, false)],
            (await store.Contacts.ListAsync(Ct)).OrderBy(contact => contact.PublicKey).Select(contact => (contact.Alias, contact.State, contact.IsMember)));
        Assert.IsType<RecipientResolution.Known>(store.Contacts.Resolve(OwnIdentity.AddressOf(Key(2))));
    }

    [Fact]
    public async Task A_store_node_that_is_asked_for_a_place_is_marked()
    {
        await using var store = await OpenAsync();
        Assert.IsType<AddContactResult.Added>(await store.Contacts.AddStoreAsync(Id(2), "cupboard", "TMR1 join x", Ct));
        await store.AddContactAsync(3);
        Assert.IsType<AddContactResult.AlreadyContact>(await store.Contacts.AddStoreAsync(Id(3), null, "TMR1 join x", Ct));

        Assert.Equal([true, false], (await store.Contacts.ListAsync(Ct)).OrderBy(contact => contact.PublicKey).Select(contact => contact.Relay.IsStore));
        Assert.Equal("TMR1 join x", (await store.Contacts.FindAsync(Key(2), Ct))!.RequestMessage);
    }
}
