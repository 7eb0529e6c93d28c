using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Letters;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Store.FirstLettersTests;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class ContactCardTests
{
    [Fact]
    public async Task A_card_adds_its_owner_and_keeps_his_keys()
    {
        await using var store = await OpenAsync();

        Assert.IsType<AddContactResult.Added>(await store.Contacts.AddAsync(Card(2), "two", null, Ct));

        Assert.IsType<AddContactResult.AlreadyContact>(await store.Contacts.AddAsync(Card(2), null, null, Ct));
        Assert.IsType<AddContactResult.NospamUpdated>(await store.Contacts.AddAsync(Card(2, nospam: 8), null, null, Ct));
        Assert.IsType<AddContactResult.OtherMailKeys>(await store.Contacts.AddAsync(Card(2, keys: 9), null, null, Ct));
        Assert.True((await store.Contacts.FindAsync(Key(2), Ct))!.Card!.HasKeysOf(Card(2)));
        Assert.IsType<AddContactResult.OwnAddress>(await store.Contacts.AddAsync(Card(1), null, null, Ct));
    }

    [Fact]
    public async Task Who_is_known_by_a_tox_id_gets_the_keys_of_his_card()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2)), null, null, Ct);

        Assert.IsType<AddContactResult.CardKept>(await store.Contacts.AddAsync(Card(2), null, null, Ct));

        await store.Contacts.BlockAsync(Key(2), Ct);
        Assert.IsType<AddContactResult.Blocked>(await store.Contacts.AddAsync(Card(2, keys: 9), null, null, Ct));
        Assert.True((await store.Contacts.FindAsync(Key(2), Ct))!.Card!.HasKeysOf(Card(2)));
    }

    [Fact]
    public async Task An_introduction_waits_for_the_user_and_shows_in_the_trust()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2, "two");
        await ReceiveAsync(store, 2, 1, Card(5));
        Assert.DoesNotContain(await store.Contacts.ListAsync(Ct), contact => contact.PublicKey == Key(5));

        var introduction = Assert.Single(await store.Store.Introductions.ListAsync(Ct));
        Assert.Equal((Key(5), Key(2), "Five"), (introduction.Card.PublicKey, introduction.IntroducedBy, introduction.Name));
        Assert.Null(await store.Store.Introductions.AddAsync(Key(3), Key(5), null, Ct));
        Assert.IsType<AddContactResult.AliasTaken>(await store.Store.Introductions.AddAsync(Key(2), Key(5), "two", Ct));
        Assert.IsType<AddContactResult.Added>(await store.Store.Introductions.AddAsync(Key(2), Key(5), "five", Ct));

        var contact = (await store.Contacts.FindAsync(Key(5), Ct))!;
        Assert.Equal((NameTrust.Introduced, Key(2), "Five"), (contact.Trust!.Value, contact.IntroducedBy!.Value, contact.Name));
        Assert.True(contact.Card!.HasKeysOf(Card(5)));
        await store.Contacts.ConfirmAsync(Key(5), true, Ct);
        Assert.Equal(NameTrust.Confirmed, (await store.Contacts.FindAsync(Key(5), Ct))!.Trust);
        Assert.Empty(await store.Store.Introductions.ListAsync(Ct));
    }

    [Fact]
    public async Task Nobody_is_introduced_by_a_stranger_nor_twice_nor_without_end()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2, "two");
        await store.Contacts.AddAsync(new Recipient.ById(Id(4)), "four", null, Ct);
        await ReceiveAsync(store, 3, 1, Card(5));
        await ReceiveAsync(store, 4, 2, Card(5));
        await ReceiveAsync(store, 2, 3, Card(2));
        await ReceiveAsync(store, 2, 4, Card(4));
        Assert.Empty(await store.Store.Introductions.ListAsync(Ct));

        await ReceiveAsync(store, 2, 5, Card(10));
        await ReceiveAsync(store, 2, 6, Card(10, keys: 9));
        Assert.True(Assert.Single(await store.Store.Introductions.ListAsync(Ct)).Card.HasKeysOf(Card(10, keys: 9)));
        for (byte i = 11; i < 30; i++)
        {
            await ReceiveAsync(store, 2, i, Card(i));
        }

        Assert.Equal(8, (await store.Store.Introductions.ListAsync(Ct)).Count);
        Assert.True(await store.Store.Introductions.DismissAsync(Key(2), Key(10), Ct));
        Assert.False(await store.Store.Introductions.DismissAsync(Key(2), Key(10), Ct));
        Assert.Equal(7, (await store.Store.Introductions.ListAsync(Ct)).Count);
    }

    private static async Task ReceiveAsync(TemporaryStore store, byte from, int parcel, ContactCard card) =>
        await store.Inbox.AddAsync([await store.ArrivalAsync(from, parcel) with { Introduces = new IntroducedPerson(card, "Five") }], Ct);
}
