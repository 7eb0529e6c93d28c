using ToxMail.Core.Addressing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Passwords;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class NamePinsTests
{
    private static readonly MailAddress Name = Address("bob@example.test");

    [Fact]
    public async Task A_pin_comes_with_its_contact_and_goes_with_it()
    {
        await using var store = await OpenAsync();
        var pins = store.Store.NamePins;

        Assert.IsType<AddContactResult.Added>(await pins.AddContactAsync(Pin(store, 2, proved: true), "bob", null, Ct));
        await store.RestartAsync();
        pins = store.Store.NamePins;

        var pin = await pins.FindAsync(Address("BOB@Example.Test."), Ct);
        Assert.Equal((Key(2), NameTrust.Proved, "example.test"), (pin!.PublicKey, pin.Trust, pin.ProvedZone));
        Assert.Equal(new byte[] { 1, 2, 3 }, (await pins.FindProofAsync(Name, Ct))?.Records.ToArray());
        Assert.Equal(NameTrust.Proved, (await store.Contacts.FindAsync(Key(2), Ct))?.Trust);
        await store.Contacts.RemoveAsync(Key(2), Ct);
        Assert.Null(await pins.FindAsync(Name, Ct));
        Assert.True(await pins.IsDomainSignedAsync(Address("carol@example.test"), Ct));
        Assert.False(await pins.IsDomainSignedAsync(Address("carol@plain.test"), Ct));
    }

    [Fact]
    public async Task A_name_never_moves_by_itself()
    {
        await using var store = await OpenAsync();
        var pins = store.Store.NamePins;
        await pins.AddContactAsync(Pin(store, 2, proved: true), null, null, Ct);

        Assert.IsType<AddContactResult.NameLeadsElsewhere>(await pins.AddContactAsync(Pin(store, 3, proved: true), null, null, Ct));

        Assert.Null(await store.Contacts.FindAsync(Key(3), Ct));
        await pins.AddContactAsync(Pin(store, 2, proved: false), null, null, Ct);
        Assert.Equal(NameTrust.Proved, (await pins.FindAsync(Name, Ct))?.Trust);
    }

    [Fact]
    public async Task The_user_moves_a_name_to_its_new_key_with_the_alias()
    {
        await using var store = await OpenAsync();
        var pins = store.Store.NamePins;
        await pins.AddContactAsync(Pin(store, 2, proved: true), "bob", null, Ct);
        await RecordAsync(store, new PinCheck { State = PinState.Changed, Why = "another key", OtherKey = Key(3) });
        Assert.Equal(NameTrust.Changed, (await store.Contacts.FindAsync(Key(2), Ct))?.Trust);

        Assert.IsType<AddContactResult.Added>(await pins.MoveAsync(Pin(store, 3, proved: true), Ct));

        Assert.Equal((Key(3), PinState.Same, null), (await pins.FindAsync(Name, Ct)) is { } pin ? (pin.PublicKey, pin.State, pin.OtherKey) : default);
        Assert.Equal(Key(3), store.Contacts.FindByAlias("bob"));
        Assert.Null((await store.Contacts.FindAsync(Key(2), Ct))?.Trust);
    }

    [Fact]
    public async Task The_user_declines_the_new_key_of_a_name()
    {
        await using var store = await OpenAsync();
        var pins = store.Store.NamePins;
        await pins.AddContactAsync(Pin(store, 2, proved: true), null, null, Ct);
        Assert.False(await pins.DeclineAsync(Name, Ct));
        await RecordAsync(store, new PinCheck { State = PinState.Changed, Why = "another key", OtherKey = Key(3) });

        Assert.True(await pins.DeclineAsync(Name, Ct));

        var pin = await pins.FindAsync(Name, Ct);
        Assert.Equal((Key(2), PinState.Same, Key(3)), (pin!.PublicKey, pin.State, pin.DeclinedKey!.Value));
        Assert.Equal(NameTrust.Proved, (await store.Contacts.FindAsync(Key(2), Ct))?.Trust);
    }

    [Fact]
    public async Task A_look_changes_the_nospam_and_never_the_key()
    {
        await using var store = await OpenAsync();
        var pins = store.Store.NamePins;
        await pins.AddContactAsync(Pin(store, 2, proved: false), null, null, Ct);
        Assert.Empty(await pins.DueAsync(10, Ct));
        store.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal("bob@example.test", Assert.Single(await pins.DueAsync(10, Ct)).Name);

        await RecordAsync(store, new PinCheck { State = PinState.Same, Why = "proved", Proof = Proof(store), Nospam = 99 });
        await pins.RecordAsync(Name, Key(9), new PinCheck { State = PinState.Bogus, Why = "of a pin that went meanwhile" }, store.Time.GetUtcNow(), Ct);

        Assert.Equal((99u, NameTrust.Proved), await store.Contacts.FindAsync(Key(2), Ct) is { } contact ? (contact.Nospam!.Value, contact.Trust!.Value) : default);
        Assert.Empty(await pins.DueAsync(10, Ct));
    }

    [Fact]
    public async Task Only_proved_names_and_those_of_a_compared_key_are_believed()
    {
        await using var store = await OpenAsync();
        var pins = store.Store.NamePins;
        await pins.AddContactAsync(Pin(store, 2, proved: false), null, null, Ct);
        Assert.False(pins.IsBelieved(Address("bob@example.test"), Key(2)));

        Assert.Equal(ContactCommandResult.Done, await store.Contacts.ConfirmAsync(Key(2), true, Ct));
        Assert.True(pins.IsBelieved(Address("Bob@example.test"), Key(2)));
        Assert.Equal(NameTrust.Confirmed, (await store.Contacts.FindAsync(Key(2), Ct))?.Trust);

        await store.Contacts.ConfirmAsync(Key(2), false, Ct);
        Assert.False(pins.IsBelieved(Address("bob@example.test"), Key(2)));
        await pins.AddContactAsync(Pin(store, 2, proved: true), null, null, Ct);
        Assert.True(pins.IsBelieved(Address("bob@example.test"), Key(2)));
        Assert.False(pins.IsBelieved(Address("bob@example.test"), Key(3)));
        Assert.Equal(ContactCommandResult.NotFound, await store.Contacts.ConfirmAsync(Key(8), true, Ct));
    }

    [Fact]
    public async Task Forgetting_the_last_proved_name_forgets_that_its_domain_was_signed()
    {
        await using var store = await OpenAsync();
        var pins = store.Store.NamePins;
        await pins.AddContactAsync(Pin(store, 2, proved: true), null, null, Ct);
        await pins.AddContactAsync(Pin(store, 3, proved: true) with { Name = Address("carol@example.test") }, null, null, Ct);

        Assert.True(await pins.ForgetAsync(Name, Ct));
        Assert.True(await pins.IsDomainSignedAsync(Name, Ct));
        Assert.True(await pins.ForgetAsync(Address("carol@example.test"), Ct));
        Assert.False(await pins.IsDomainSignedAsync(Name, Ct));
        Assert.False(await pins.ForgetAsync(Name, Ct));
        Assert.NotNull(await store.Contacts.FindAsync(Key(2), Ct));
    }

    [Fact]
    public async Task A_published_name_is_an_own_address_once_it_is_proved()
    {
        await using var store = await OpenAsync();
        var names = store.Store.OwnNames;
        Assert.Equal(AddOwnNameResult.Added, await names.AddAsync(Address("Me.Too@Example.test"), Ct));
        Assert.Equal(AddOwnNameResult.AlreadyThere, await names.AddAsync(Address("me.too@example.test."), Ct));
        var password = ((CreatePasswordResult.Created)await store.Store.Passwords.CreateAsync("client", Ct)).Password.Password;
        Assert.False(await store.Store.Passwords.VerifyAsync("me.too@example.test", password, null, Ct));

        await names.RecordAsync(Address("me.too@example.test"), OwnNameState.Proved, "proved", "example.test", store.Time.GetUtcNow(), Ct);
        await names.RecordAsync(Address("me.too@example.test"), null, "timed out", null, store.Time.GetUtcNow(), Ct);
        await store.RestartAsync();

        Assert.True(store.Store.OwnNames.Owns(Address("Me.too@example.test")));
        Assert.True(await store.Store.Passwords.VerifyAsync("me.too@example.test", password, null, Ct));
        Assert.True(await store.Store.OwnNames.RemoveAsync(Address("me.too@example.test"), Ct));
        Assert.False(store.Store.OwnNames.Owns(Address("me.too@example.test")));
    }

    private static Task RecordAsync(TemporaryStore store, PinCheck check) =>
        store.Store.NamePins.RecordAsync(Name, Key(2), check, store.Time.GetUtcNow() + TimeSpan.FromDays(1), Ct);

    private static NewPin Pin(TemporaryStore store, byte number, bool proved) => new()
    {
        Name = Name,
        Id = Id(number),
        Proof = proved ? Proof(store) : null,
        Why = "a test",
        NextCheckAt = store.Time.GetUtcNow() + TimeSpan.FromDays(1),
    };

    private static NameProof Proof(TemporaryStore store) => new("example.test", store.Time.GetUtcNow(), store.Time.GetUtcNow() + TimeSpan.FromDays(9), new byte[] { 1, 2, 3 });

    private static MailAddress Address(string text) => MailAddress.TryParse(text, out var address) ? address : throw new FormatException(text);
}
