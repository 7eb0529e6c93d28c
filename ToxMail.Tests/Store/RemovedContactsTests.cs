using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

/// <summary>What is removed stays removed, also when the Tox profile still has it.</summary>
public sealed class RemovedContactsTests
{
    [Fact]
    public async Task Removing_cancels_the_waiting_mail_and_says_why()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2, "bob");
        var ids = await store.QueueAsync(2, 3);

        Assert.Equal(ContactCommandResult.Done, await store.Contacts.RemoveAsync(Key(2), Ct));
        Assert.Equal(ContactCommandResult.NotFound, await store.Contacts.RemoveAsync(Key(2), Ct));

        var entry = await store.Outbox.FindAsync(ids[0], Ct);
        Assert.Equal(DeliveryState.Cancelled, entry!.State);
        Assert.Contains("removed", entry.LastError, StringComparison.Ordinal);
        Assert.Equal(DeliveryState.AwaitingPeer, (await store.Outbox.FindAsync(ids[1], Ct))!.State);
        Assert.Equal(new AddContactResult.Added(Key(2)), await store.Contacts.AddAsync(new Recipient.ById(Id(2)), "bob", null, Ct));
    }

    [Fact]
    public async Task A_contact_removed_before_the_profile_was_saved_is_not_taken_for_a_new_one()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        await store.AddContactAsync(3);
        await store.Contacts.RemoveAsync(Key(2), Ct);
        await store.Contacts.RemoveAsync(Key(3), Ct);
        await store.RestartAsync();

        // The profile of the last save still has the one, and no longer the other.
        await store.Contacts.AdoptAsync([Key(2), Key(4)], Ct);
        Assert.Equal([Key(4)], await KeysAsync(store));

        // Another profile, imported later, has both; of the first it is not known yet that it was ever saved without it.
        await store.Contacts.AdoptAsync([Key(2), Key(3)], Ct);
        Assert.Equal([Key(3), Key(4)], await KeysAsync(store));
        await store.Contacts.ForgetRemovedAsync([Key(2)], Ct);
        await store.Contacts.AdoptAsync([Key(2)], Ct);
        Assert.Equal([Key(2), Key(3), Key(4)], await KeysAsync(store));
    }

    [Fact]
    public async Task A_contact_removed_and_added_again_stays()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        await store.Contacts.RemoveAsync(Key(2), Ct);
        await store.AddContactAsync(2);

        await store.Contacts.AdoptAsync([Key(2)], Ct);
        await store.Contacts.RemoveAsync(Key(2), Ct);

        await store.Contacts.AdoptAsync([Key(2)], Ct);
        Assert.Empty(await KeysAsync(store));
    }

    private static async Task<IEnumerable<PublicKey>> KeysAsync(TemporaryStore store) =>
        (await store.Contacts.ListAsync(Ct)).Select(contact => contact.PublicKey).Order();
}
