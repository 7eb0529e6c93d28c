using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Relay;

/// <summary>The mail keys that count for a contact, and the card in the contact list.</summary>
public sealed class KeyringCardTests : IAsyncLifetime
{
    private readonly MailIdentity _first = MailIdentity.Create();
    private readonly MailIdentity _second = MailIdentity.Create();
    private TemporaryStore _store = null!;
    private Keyring _keys = null!;

    private DateTimeOffset Now => _store.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync();
        await LoadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Dispose();
        await _store.DisposeAsync();
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task A_listed_card_is_the_pin_and_nothing_but_a_first_letter_goes_by_it()
    {
        await _store.Contacts.AddAsync(Card(_first), null, null, Ct);

        Assert.Equal(CardVerdict.First, await _keys.PinAsync(Key(2), Ct));

        Assert.Equal(CardVerdict.Same, await _keys.PinAsync(Key(2), Ct));
        Assert.Equal((_first.Public, true, MailKeysState.CardOnly), (_keys.KeysOf(Key(2)), _keys.NeedsIntro(Key(2)), State()));
    }

    [Fact]
    public async Task A_listed_card_with_other_keys_than_the_pin_is_a_change_and_leaves_the_list()
    {
        await _store.Contacts.AddAsync(Card(_first), null, null, Ct);
        await _keys.PinAsync(Key(2), Ct);
        await _store.Contacts.KeepCardAsync(Card(_second), Ct);

        Assert.Equal(CardVerdict.Other, await _keys.PinAsync(Key(2), Ct));

        Assert.Null(await ListedAsync());
        Assert.Equal((_first.Public, false, MailKeysState.CardDiffers), (_keys.KeysOf(Key(2)), _keys.NeedsIntro(Key(2)), State()));
        await _keys.PinAsync(Key(2), Ct);
        Assert.Equal(MailKeysState.CardDiffers, State());
    }

    [Fact]
    public async Task A_card_that_waits_outlives_a_restart_and_replaces_the_listed_one_when_accepted()
    {
        await _store.Contacts.AddAsync(Card(_first, nospam: 7), null, null, Ct);
        await _keys.PinAsync(Key(2), Ct);
        await _keys.TakeCardAsync(MailCard.Of(_second, Id(2, nospam: 9)), Ct);
        Assert.True((await ListedAsync())!.HasKeysOf(Card(_first)));
        await RestartAsync();
        Assert.Equal(CardVerdict.Same, await _keys.PinAsync(Key(2), Ct));
        Assert.Equal(MailKeysState.CardDiffers, State());

        Assert.True(await _keys.AcceptOtherAsync(Key(2), Now, Ct));

        Assert.Equal((_second.Public, MailKeysState.CardOnly), (_keys.KeysOf(Key(2)), State()));
        Assert.Equal(Card(_second, nospam: 9).ToArray(), (await ListedAsync())!.ToArray());

        // It has not answered yet: it is to be asked by the Tox ID of the card that counts.
        Assert.Equal(9u, (await _store.Contacts.FindAsync(Key(2), Ct))!.Nospam);
        Assert.Equal(CardVerdict.Same, await _keys.PinAsync(Key(2), Ct));
        Assert.False(await _keys.AcceptOtherAsync(Key(2), Now, Ct));
    }

    [Fact]
    public async Task Keys_shown_before_a_restart_are_accepted_with_their_card()
    {
        await _store.Contacts.AddAsync(Card(_first), null, null, Ct);
        await _keys.PinAsync(Key(2), Ct);
        using var shower = PairState.New(new PairParties(_second, Key(2), OwnKey) { OwnNospam = 11 });
        Assert.True((await _keys.ReceiveAsync(Key(2), shower.Greet(Now)[0], Now, Ct)).PeerKeysChanged);
        await RestartAsync();
        Assert.Equal(MailKeysState.Changed, State());

        await _keys.KeepPinnedAsync(Key(2), Ct);
        Assert.Equal(MailKeysState.Changed, State());
        Assert.True(await _keys.AcceptOtherAsync(Key(2), Now, Ct));

        Assert.Equal(_second.Public, _keys.KeysOf(Key(2)));
        Assert.Equal(Card(_second, nospam: 11).ToArray(), (await ListedAsync())!.ToArray());
    }

    private static ContactCard Card(MailIdentity keys, uint nospam = 7) => MailCard.Of(keys, Id(2, nospam)).ToContactCard();

    private MailKeysState State() => _keys.States(Now)[Key(2)];

    private async Task<ContactCard?> ListedAsync() => (await _store.Contacts.FindAsync(Key(2), Ct))!.Card;

    private async Task RestartAsync()
    {
        _keys.Dispose();
        await _store.RestartAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _keys = new Keyring(_store.Store.RelayKeys, Own);
        Assert.Equal(0, await _keys.LoadAsync(Now, Ct));
    }
}
