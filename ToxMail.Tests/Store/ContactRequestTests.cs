using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class ContactRequestTests
{
    [Fact]
    public async Task Waits_for_the_user_and_is_accepted()
    {
        await using var store = await OpenAsync();

        Assert.Equal(RecordRequestResult.Recorded, await store.Contacts.RecordRequestAsync(Key(2), "It is Bob", Ct));
        Assert.Equal(RecordRequestResult.AlreadyPending, await store.Contacts.RecordRequestAsync(Key(2), "It is still Bob", Ct));
        Assert.Equal([new ContactRequest(Key(2), "It is still Bob", store.Time.GetUtcNow(), 1, JoinFault.None)], await store.Contacts.ListRequestsAsync(Ct));
        Assert.Empty(await store.Contacts.ListAsync(Ct));

        Assert.Equal(ContactCommandResult.Done, await store.Contacts.AcceptAsync(Key(2), "bob", Ct));
        Assert.Equal(ContactCommandResult.NotFound, await store.Contacts.AcceptAsync(Key(2), "bob", Ct));
        Assert.Empty(await store.Contacts.ListRequestsAsync(Ct));
        Assert.Equal(("bob", ContactState.Contact), (Assert.Single(await store.Contacts.ListAsync(Ct)) is var contact ? contact.Alias : null, contact.State));
        Assert.Equal(RecordRequestResult.AlreadyContact, await store.Contacts.RecordRequestAsync(Key(2), "again", Ct));
    }

    [Fact]
    public async Task Needs_a_free_and_fitting_alias()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2, "bob");
        await store.Contacts.RecordRequestAsync(Key(3), "hello", Ct);

        Assert.Equal(ContactCommandResult.AliasTaken, await store.Contacts.AcceptAsync(Key(3), "BOB", Ct));
        Assert.Equal(ContactCommandResult.BadAlias, await store.Contacts.AcceptAsync(Key(3), "me", Ct));
        Assert.Single(await store.Contacts.ListRequestsAsync(Ct));
    }

    [Fact]
    public async Task Stays_away_once_ignored()
    {
        await using var store = await OpenAsync();
        await store.Contacts.RecordRequestAsync(Key(2), "hello", Ct);

        Assert.Equal(ContactCommandResult.Done, await store.Contacts.IgnoreAsync(Key(2), Ct));
        Assert.Equal(ContactCommandResult.NotFound, await store.Contacts.IgnoreAsync(Key(2), Ct));
        Assert.Equal(RecordRequestResult.Ignored, await store.Contacts.RecordRequestAsync(Key(2), "please", Ct));
        Assert.Empty(await store.Contacts.ListRequestsAsync(Ct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_accepted_by_adding_its_sender(bool byKeyAlone)
    {
        await using var store = await OpenAsync();
        await store.Contacts.RecordRequestAsync(Key(2), "hello", Ct);

        Recipient address = byKeyAlone ? new Recipient.ByKey(Key(2)) : new Recipient.ById(Id(2));
        Assert.Equal(new AddContactResult.RequestAccepted(Key(2)), await store.Contacts.AddAsync(address, "bob", null, Ct));
        Assert.Equal(ContactState.Contact, (await store.Contacts.FindAsync(Key(2), Ct))!.State);
        Assert.Empty(await store.Contacts.ListRequestsAsync(Ct));
    }

    [Fact]
    public async Task Makes_a_contact_at_once_of_someone_the_user_asked_too()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2)), null, null, Ct);

        Assert.Equal(RecordRequestResult.AcceptedAtOnce, await store.Contacts.RecordRequestAsync(Key(2), "hello", Ct));
        Assert.Equal(ContactState.Contact, (await store.Contacts.FindAsync(Key(2), Ct))!.State);
    }

    [Fact]
    public async Task A_blocked_sender_is_not_heard_and_is_forgotten_when_unblocked()
    {
        await using var store = await OpenAsync();
        await store.Contacts.RecordRequestAsync(Key(2), "hello", Ct);

        Assert.Equal(ContactCommandResult.Done, await store.Contacts.BlockAsync(Key(2), Ct));
        Assert.Equal(RecordRequestResult.Blocked, await store.Contacts.RecordRequestAsync(Key(2), "hello", Ct));
        Assert.Empty(await store.Contacts.ListRequestsAsync(Ct));
        Assert.Equal(ContactCommandResult.Done, await store.Contacts.UnblockAsync(Key(2), Ct));
        Assert.Empty(await store.Contacts.ListAsync(Ct));
        Assert.Equal(RecordRequestResult.Recorded, await store.Contacts.RecordRequestAsync(Key(2), "hello", Ct));
    }

    [Fact]
    public async Task A_flood_does_not_push_out_those_who_wait()
    {
        await using var store = await OpenAsync();
        for (byte number = 2; number < 2 + ToxMail.Core.Store.ContactList.Contacts.MaxPendingRequests; number++)
        {
            Assert.Equal(RecordRequestResult.Recorded, await store.Contacts.RecordRequestAsync(Key(number), "hello", Ct));
        }

        Assert.Equal(RecordRequestResult.TooMany, await store.Contacts.RecordRequestAsync(Key(200), "hello", Ct));
        Assert.Equal(Key(2), (await store.Contacts.ListRequestsAsync(Ct))[0].PublicKey);
        await store.Contacts.IgnoreAsync(Key(2), Ct);
        Assert.Equal(RecordRequestResult.Recorded, await store.Contacts.RecordRequestAsync(Key(200), "hello", Ct));
    }

    [Theory]
    [InlineData("a\r\nb\tc\0d\u001B[31m", "a  b cd[31m")]
    [InlineData("\u202Eevil\u2066", "evil")]
    [InlineData("  \n ", "")]
    public async Task Shows_harmless_text(string message, string shown)
    {
        await using var store = await OpenAsync();
        await store.Contacts.RecordRequestAsync(Key(2), message, Ct);

        Assert.Equal(shown, Assert.Single(await store.Contacts.ListRequestsAsync(Ct)).Message);
    }

    [Fact]
    public async Task Cuts_a_long_text_between_characters()
    {
        await using var store = await OpenAsync();
        await store.Contacts.RecordRequestAsync(Key(2), string.Concat(Enumerable.Repeat("😀", 1000)), Ct);

        var message = Assert.Single(await store.Contacts.ListRequestsAsync(Ct)).Message;
        Assert.Equal(ToxMail.Core.Store.ContactList.Contacts.MaxReceivedMessageBytes / 4, message.EnumerateRunes().Count());
        Assert.InRange(Encoding.UTF8.GetByteCount(message), 1, ToxMail.Core.Store.ContactList.Contacts.MaxReceivedMessageBytes);
    }
}
