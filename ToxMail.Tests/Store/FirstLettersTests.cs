using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Letters;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class FirstLettersTests
{
    [Fact]
    public async Task A_strangers_letter_waits_as_a_request_over_a_restart_until_it_is_accepted()
    {
        await using var store = await OpenAsync();
        Assert.Equal(FirstLetterOutcome.Waits, await TakeAsync(store, Letter(2, 1)));
        Assert.Equal(FirstLetterOutcome.Dropped, await TakeAsync(store, Letter(2, 1)));
        await store.RestartAsync();

        var request = Assert.Single(await store.Contacts.ListRequestsAsync(Ct));
        Assert.Equal((Key(2), "a name", "a text"), (request.PublicKey, request.Name, request.Message));
        Assert.Empty(await store.Store.FirstLetters.AcceptedAsync(Ct));

        await store.Contacts.AcceptAsync(Key(2), "two", Ct);
        var (letter, isAuthor) = Assert.Single(await store.Store.FirstLetters.AcceptedAsync(Ct));
        Assert.True(isAuthor);
        Assert.Equal([1, 2, 3], letter.Parcel);
        var contact = (await store.Contacts.FindAsync(Key(2), Ct))!;
        Assert.Equal((ContactState.Contact, 7u, "a name"), (contact.State, contact.Nospam, contact.Name));
        Assert.True(contact.Card!.HasKeysOf(Card(2)));
        await store.Store.FirstLetters.DoneAsync(letter, Ct);
        Assert.Empty(await store.Store.FirstLetters.AcceptedAsync(Ct));
    }

    [Fact]
    public async Task Who_is_ignored_or_blocked_is_dropped_with_all_that_waited()
    {
        await using var store = await OpenAsync();
        await TakeAsync(store, Letter(2, 1));
        await TakeAsync(store, Letter(3, 1));

        await store.Contacts.IgnoreAsync(Key(2), Ct);
        await store.Contacts.BlockAsync(Key(3), Ct);

        Assert.Equal(FirstLetterOutcome.Dropped, await TakeAsync(store, Letter(2, 2)));
        Assert.Equal(FirstLetterOutcome.Dropped, await TakeAsync(store, Letter(3, 2)));
        Assert.Empty(await store.Contacts.ListRequestsAsync(Ct));
        Assert.Empty(await store.Store.FirstLetters.AcceptedAsync(Ct));
    }

    [Fact]
    public async Task No_more_wait_than_there_is_room_for_and_none_for_ever()
    {
        await using var store = await OpenAsync();
        Assert.Equal(
            [FirstLetterOutcome.Waits, FirstLetterOutcome.Waits, FirstLetterOutcome.Waits, FirstLetterOutcome.Dropped],
            [await TakeAsync(store, Letter(2, 1)), await TakeAsync(store, Letter(2, 2)), await TakeAsync(store, Letter(2, 3)), await TakeAsync(store, Letter(2, 4))]);
        for (byte i = 3; i < 34; i++)
        {
            Assert.Equal(FirstLetterOutcome.Waits, await TakeAsync(store, Letter(i, 1)));
        }

        Assert.Equal(FirstLetterOutcome.NoRoom, await TakeAsync(store, Letter(40, 1)));
        Assert.Equal(RecordRequestResult.Recorded, await store.Contacts.RecordRequestAsync(Key(41), "over Tox", Ct));

        store.Time.Advance(TimeSpan.FromDays(31));
        await store.Store.FirstLetters.ExpireAsync(Ct);
        Assert.Equal(Key(41), Assert.Single(await store.Contacts.ListRequestsAsync(Ct)).PublicKey);
        Assert.Equal(FirstLetterOutcome.Waits, await TakeAsync(store, Letter(40, 1)));
    }

    [Fact]
    public async Task A_contacts_letter_is_mail_and_one_with_other_keys_is_not_his()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(Card(2), "two", null, Ct);
        await store.Contacts.AddAsync(new Recipient.ById(Id(3)), "three", null, Ct);

        Assert.Equal(FirstLetterOutcome.IsMail, await TakeAsync(store, Letter(2, 1)));
        Assert.Equal(FirstLetterOutcome.Dropped, await TakeAsync(store, Letter(2, 2) with { Card = Card(2, keys: 9) }));
        Assert.Equal(FirstLetterOutcome.IsMail, await TakeAsync(store, Letter(3, 1)));
        Assert.Equal(FirstLetterOutcome.Dropped, await TakeAsync(store, Letter(3, 2) with { Card = Card(3, keys: 9) }));

        Assert.All(await store.Contacts.ListAsync(Ct), contact => Assert.Equal(ContactState.Contact, contact.State));
        Assert.Empty(await store.Contacts.ListRequestsAsync(Ct));
    }

    [Fact]
    public async Task A_card_of_the_users_own_is_worth_more_than_the_letters()
    {
        await using var store = await OpenAsync();
        await TakeAsync(store, Letter(2, 1));

        Assert.IsType<AddContactResult.RequestAccepted>(await store.Contacts.AddAsync(Card(2, keys: 9), "two", null, Ct));

        var (_, isAuthor) = Assert.Single(await store.Store.FirstLetters.AcceptedAsync(Ct));
        Assert.False(isAuthor);
        Assert.True((await store.Contacts.FindAsync(Key(2), Ct))!.Card!.HasKeysOf(Card(2, keys: 9)));
    }

    internal static ContactCard Card(byte number, byte keys = 1, uint nospam = 7)
    {
        var bytes = new byte[ContactCard.Size];
        Id(number, nospam).CopyTo(bytes);
        bytes.AsSpan(ToxId.Size).Fill(keys);
        return ContactCard.Read(bytes)!;
    }

    private static Task<FirstLetterOutcome> TakeAsync(TemporaryStore store, FirstLetter letter) => store.Store.FirstLetters.TakeAsync(letter, "a\tname", "a\ntext", Ct);

    private static FirstLetter Letter(byte from, byte mail) => new()
    {
        Card = Card(from),
        MailId = [.. Enumerable.Repeat(mail, 16)],
        Parcel = [1, 2, 3],
        EnvelopeId = new byte[16],
        Release = new byte[32],
        Created = DateTimeOffset.UnixEpoch,
    };
}
