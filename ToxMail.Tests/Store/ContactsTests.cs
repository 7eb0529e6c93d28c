using ToxMail.Core.Addressing;
using ToxMail.Core.Store;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class ContactsTests
{
    [Fact]
    public async Task Asks_someone_with_a_full_Tox_ID()
    {
        await using var store = await OpenAsync();

        Assert.Equal(new AddContactResult.Added(Key(2)), await store.Contacts.AddAsync(new Recipient.ById(Id(2, 9)), "bob", null, Ct));

        var contact = Assert.Single(await store.Contacts.ListAsync(Ct));
        Assert.Equal((Key(2), 9u, "bob", ContactState.Requested, LinkKind.None), (contact.PublicKey, contact.Nospam, contact.Alias, contact.State, contact.Connection));
        Assert.Equal(ToxMail.Core.Store.ContactList.Contacts.DefaultMessage, contact.RequestMessage);
        Assert.Equal(store.Time.GetUtcNow(), contact.AddedAt);
    }

    [Fact]
    public async Task Answers_each_address_that_cannot_be_added()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2)), "bob", null, Ct);

        Assert.IsType<AddContactResult.OwnAddress>(await AddAsync(new Recipient.ById(Own.Id)));
        Assert.IsType<AddContactResult.OwnAddress>(await AddAsync(new Recipient.ByKey(OwnKey)));
        Assert.IsType<AddContactResult.OwnAddress>(await AddAsync(new Recipient.ByAlias("Me")));
        Assert.Equal(new AddContactResult.AlreadyContact(Key(2)), await AddAsync(new Recipient.ById(Id(2))));
        Assert.Equal(new AddContactResult.AlreadyContact(Key(2)), await AddAsync(new Recipient.ByKey(Key(2))));
        Assert.Equal(new AddContactResult.AlreadyContact(Key(2)), await AddAsync(new Recipient.ByAlias("BOB")));
        Assert.IsType<AddContactResult.UnknownAlias>(await AddAsync(new Recipient.ByAlias("carol")));
        Assert.IsType<AddContactResult.NeedsToxId>(await AddAsync(new Recipient.ByKey(Key(3))));
        Assert.IsType<AddContactResult.NeedsLookup>(await AddAsync(ContactAddress.Read("bob@example.org")!));
        Assert.Equal(new AddContactResult.BadToxId(ToxIdFault.WrongChecksum), await AddAsync(new Recipient.Invalid(ToxIdFault.WrongChecksum)));
        Assert.IsType<AddContactResult.AliasTaken>(await store.Contacts.AddAsync(new Recipient.ById(Id(4)), "Bob", null, Ct));
        Assert.IsType<AddContactResult.BadAlias>(await store.Contacts.AddAsync(new Recipient.ById(Id(4)), "me", null, Ct));
        Assert.IsType<AddContactResult.MessageTooLong>(await store.Contacts.AddAsync(new Recipient.ById(Id(4)), null, new string('ä', 451), Ct));
        Assert.Single(await store.Contacts.ListAsync(Ct));

        Task<AddContactResult> AddAsync(Recipient recipient) => store.Contacts.AddAsync(recipient, null, null, Ct);
    }

    [Fact]
    public async Task Asks_again_with_a_new_nospam()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2, 1)), "bob", null, Ct);

        Assert.Equal(new AddContactResult.NospamUpdated(Key(2)), await store.Contacts.AddAsync(new Recipient.ById(Id(2, 2)), null, "again", Ct));

        var contact = await store.Contacts.FindAsync(Key(2), Ct);
        Assert.Equal((2u, "again", "bob"), (contact!.Nospam, contact.RequestMessage, contact.Alias));
    }

    [Theory]
    [InlineData("bob", true)]
    [InlineData("Bob.B+x_y-z0", true)]
    [InlineData("", false)]
    [InlineData("bob smith", false)]
    [InlineData("böb", false)]
    [InlineData(".bob", false)]
    [InlineData("bo..b", false)]
    [InlineData("ME", false)]
    [InlineData("Postmaster", false)]
    [InlineData("bob@home", false)]
    [InlineData("0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef", false)]
    [InlineData("0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdez", true)]
    [InlineData("0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdefz", false)]
    public async Task Takes_an_alias_that_makes_a_clear_address(string alias, bool allowed)
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);

        Assert.Equal(allowed ? ContactCommandResult.Done : ContactCommandResult.BadAlias, await store.Contacts.RenameAsync(Key(2), alias, Ct));
        Assert.Equal(allowed ? Key(2) : null, store.Contacts.FindByAlias(alias.ToUpperInvariant()));
    }

    [Fact]
    public async Task Renames()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2, "bob");
        await store.AddContactAsync(3, "carol");

        Assert.Equal(ContactCommandResult.AliasTaken, await store.Contacts.RenameAsync(Key(3), "BOB", Ct));
        Assert.Equal(ContactCommandResult.Done, await store.Contacts.RenameAsync(Key(2), "BOB", Ct));
        Assert.Equal(ContactCommandResult.Done, await store.Contacts.RenameAsync(Key(2), null, Ct));
        Assert.Equal(ContactCommandResult.Done, await store.Contacts.RenameAsync(Key(3), "bob", Ct));
        Assert.Equal(ContactCommandResult.NotFound, await store.Contacts.RenameAsync(Key(4), "dave", Ct));
    }

    [Fact]
    public async Task Resolves_every_form_of_address()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2, "bob");
        await store.Contacts.AddAsync(new Recipient.ById(Id(3)), "carol", null, Ct);
        await store.AddContactAsync(4, "mallory");
        await store.Contacts.BlockAsync(Key(4), Ct);

        Assert.IsType<RecipientResolution.Own>(Resolve("me@tox.alt"));
        Assert.IsType<RecipientResolution.Own>(Resolve($"{OwnKey}@tox.alt"));
        Assert.Equal(new RecipientResolution.Known(Key(2), true), Resolve("BOB@tox.alt"));
        Assert.Equal(new RecipientResolution.Known(Key(2), true), Resolve($"{Key(2)}@tox"));
        Assert.Equal(new RecipientResolution.Known(Key(2), true), Resolve($"{Key(2)}@{Id(2).NospamLabel}.tox.alt"));
        Assert.Equal(new RecipientResolution.Known(Key(3), false), Resolve("carol@tox.alt"));
        Assert.Equal(new RecipientResolution.Stranger(Id(5)), Resolve($"{Id(5)}@tox.alt"));
        foreach (var nobody in (string[])["dave@tox.alt", $"{Key(5)}@tox.alt", "mallory@tox.alt", $"{Id(4)}@tox.alt", $"{Key(5)}@000000000001.tox.alt", $"{Key(5)}@12.tox.alt", "bob@example.org"])
        {
            Assert.Matches("^[ -~]+$", Assert.IsType<RecipientResolution.Unknown>(Resolve(nobody)).Reason);
        }

        RecipientResolution Resolve(string text) =>
            store.Contacts.Resolve(MailAddress.TryParse(text, out var address) ? address : throw new FormatException(text));
    }

    [Fact]
    public async Task A_link_up_makes_a_contact_of_one_that_was_asked()
    {
        await using var store = await OpenAsync();
        await store.Contacts.AddAsync(new Recipient.ById(Id(2)), null, null, Ct);
        await store.Contacts.SetConnectionAsync(Key(2), LinkKind.Tcp, Ct);
        var seen = store.Time.GetUtcNow();

        var contact = await store.Contacts.FindAsync(Key(2), Ct);
        Assert.Equal((ContactState.Contact, LinkKind.Tcp, seen), (contact!.State, contact.Connection, contact.LastSeen));

        store.Time.Advance(TimeSpan.FromMinutes(1));
        await store.Contacts.SetConnectionAsync(Key(2), LinkKind.Udp, Ct);
        await store.Contacts.SetConnectionAsync(Key(2), LinkKind.None, Ct);
        await store.Contacts.SetConnectionAsync(Key(9), LinkKind.Udp, Ct);
        await store.RestartAsync();
        contact = Assert.Single(await store.Contacts.ListAsync(Ct));
        Assert.Equal((LinkKind.None, seen + TimeSpan.FromMinutes(1)), (contact.Connection, contact.LastSeen));
    }

    [Fact]
    public async Task Remembers_what_a_contact_tells_of_itself()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        await store.Contacts.SetNameAsync(Key(2), "Bob\r\n\u202Ethe \u0007builder", Ct);
        await store.Contacts.SetToxMailAsync(Key(2), true, Ct);
        await store.Contacts.SetNameAsync(Key(9), "nobody", Ct);

        var contact = Assert.Single(await store.Contacts.ListAsync(Ct));
        Assert.Equal(("Bob  the builder", true), (contact.Name, contact.IsToxMail));
    }

    [Fact]
    public async Task Remembers_the_instances_of_who_says_that_it_is_a_store_node_until_it_says_otherwise()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        ToxId[] instances = [new(Key(2), 5), new(Key(3), 6)];
        await store.Contacts.GreetedAsync(Key(2), instances, Ct);
        await store.RestartAsync();

        var contact = Assert.Single(await store.Contacts.ListAsync(Ct));
        Assert.Equal(instances, contact.StoreInstances);
        Assert.False(contact.Relay.IsStore);
        await store.Contacts.GreetedAsync(Key(2), null, Ct);
        Assert.Null(Assert.Single(await store.Contacts.ListAsync(Ct)).StoreInstances);
    }

    [Fact]
    public async Task Counts_what_waits_for_each()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        await store.AddContactAsync(3);
        var ids = await store.QueueAsync(2, 3);
        await store.QueueAsync(2);
        await store.SendAsync(ids[1], DeliveryState.Delivered);

        Assert.Equal([2, 0], (await store.Contacts.ListAsync(Ct)).OrderBy(contact => contact.PublicKey).Select(contact => contact.PendingOut));
    }

    [Fact]
    public async Task Whoever_blocked_us_is_remembered_until_it_greets_again()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        await store.AddContactAsync(3);

        await store.Contacts.SetBlocksYouAsync(Key(2), Ct);
        await store.RestartAsync();
        await store.Contacts.SetToxMailAsync(Key(2), false, Ct);

        Assert.Equal([Key(2)], await store.Contacts.BlockingUsAsync(Ct));
        Assert.True((await store.Contacts.FindAsync(Key(2), Ct))!.BlocksYou);
        await store.Contacts.SetToxMailAsync(Key(2), true, Ct);
        Assert.Empty(await store.Contacts.BlockingUsAsync(Ct));
    }

    [Fact]
    public async Task Blocks_and_unblocks()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2, "bob");
        await store.QueueAsync(2);

        await store.Contacts.BlockAsync(Key(2), Ct);
        await store.Contacts.BlockAsync(Key(2), Ct);
        Assert.Equal(1, (await store.Outbox.TotalsAsync(Ct))[DeliveryState.Cancelled]);
        Assert.Equal(new AddContactResult.Blocked(Key(2)), await store.Contacts.AddAsync(new Recipient.ById(Id(2)), null, null, Ct));
        Assert.Equal(RecordRequestResult.Blocked, await store.Contacts.RecordRequestAsync(Key(2), "hello", Ct));
        await store.Contacts.SetConnectionAsync(Key(2), LinkKind.Udp, Ct);
        Assert.Equal(ContactState.Blocked, (await store.Contacts.FindAsync(Key(2), Ct))!.State);

        Assert.Equal(ContactCommandResult.Done, await store.Contacts.UnblockAsync(Key(2), Ct));
        Assert.Equal(ContactState.Contact, (await store.Contacts.FindAsync(Key(2), Ct))!.State);
        Assert.Equal(ContactCommandResult.NotFound, await store.Contacts.UnblockAsync(Key(2), Ct));
    }
}
