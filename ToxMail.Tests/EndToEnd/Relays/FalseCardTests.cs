using System.Text;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Delivery;
using Xunit;

namespace ToxMail.Tests.EndToEnd.Relays;

/// <summary>Sarah, whom Alice has never met, is known by a card with Mallory's keys: somebody lied, or the card is an old one. A contact carries what leaves.</summary>
public sealed class FalseCardTests : IAsyncLifetime
{
    private static readonly RelayOptions Quick = new() { InjectAfter = TimeSpan.Zero, Tick = TimeSpan.FromSeconds(1), MaxWantDelay = TimeSpan.FromMilliseconds(200) };

    private readonly MailIdentity _mallory = MailIdentity.Create();
    private readonly MailIdentity _keys = MailIdentity.Create();
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-alice-").FullName;
    private InProcessNode _hub = null!;
    private InProcessNode _alice = null!;
    private LyingRelay _carrier = null!;
    private LyingRelay _sarah = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ContactCard False => MailCard.Of(_mallory, _sarah.Tox.Id).ToContactCard();

    private ContactCard True => MailCard.Of(_keys, _sarah.Tox.Id).ToContactCard();

    public async ValueTask InitializeAsync()
    {
        _hub = await InProcessNode.StartAsync(InProcessNode.Options(0, null));
        _carrier = new LyingRelay(_hub.AsBootstrapNode());
        _sarah = new LyingRelay(_hub.AsBootstrapNode()) { Befriends = false };
        await StartAliceAsync();
        await _alice.Store.Contacts.AddAsync(new Recipient.ById(_carrier.Tox.Id), "carrier", null, Ct);
        await IsOnlineAsync(_carrier);
        Assert.IsType<AddContactResult.Added>(await _alice.Relay.AddCardAsync(False, "sarah", null, Ct));
        await _alice.QueueAsync(Encoding.ASCII.GetBytes("Subject: first\r\n\r\nFor Sarah alone.\r\n"), _sarah.Key, Ct);
        await HoldsAsync(1, _mallory);
    }

    public async ValueTask DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _sarah.DisposeAsync();
        await _carrier.DisposeAsync();
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        _mallory.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task What_left_by_it_is_withdrawn_when_the_user_has_the_true_one_and_seals_by_the_one_he_chooses()
    {
        Assert.Equal((MailKeysState.CardOnly, DeliveryState.Relayed), (await StateAsync(), (await RowAsync()).State));

        Assert.IsType<AddContactResult.OtherMailKeys>(await _alice.Relay.AddCardAsync(True, null, null, Ct));
        await IsReleasedAsync(1);
        Assert.Equal((MailKeysState.CardDiffers, DeliveryState.AwaitingPeer), (await StateAsync(), (await RowAsync()).State));
        await RoundsAsync();
        Assert.Single(_carrier.Held);

        await _alice.Relay.KeepKeysAsync(_sarah.Key, Ct);
        await HoldsAsync(2, _mallory);

        Assert.IsType<AddContactResult.OtherMailKeys>(await _alice.Relay.AddCardAsync(True, null, null, Ct));
        await _alice.Relay.AcceptKeysAsync(_sarah.Key, Ct);
        await HoldsAsync(3, _keys);
        await IsReleasedAsync(2);
        Assert.True((await _alice.Store.Contacts.FindAsync(_sarah.Key, Ct))!.Card!.HasKeysOf(True));
        Assert.IsType<AddContactResult.FormerMailKeys>(await _alice.Relay.AddCardAsync(False, null, null, Ct));

        // Who was removed is somebody new, whose first card counts.
        await _alice.Store.Contacts.RemoveAsync(_sarah.Key, Ct);
        Assert.IsType<AddContactResult.Added>(await _alice.Relay.AddCardAsync(False, "sarah", null, Ct));
        Assert.Equal(MailKeysState.CardOnly, await StateAsync());
    }

    [Fact]
    public async Task What_left_by_it_is_withdrawn_when_its_owner_is_online_and_shows_her_own()
    {
        await _sarah.Tox.AddFriendAsync(_alice.Own.PublicKey);
        await IsOnlineAsync(_sarah);
        using var shown = PairState.New(new PairParties(_keys, _sarah.Key, _alice.Own.PublicKey) { OwnNospam = _sarah.Tox.Id.Nospam });
        await _sarah.SendAsync(_alice.Own.PublicKey, new Frame.Keys(shown.Greet(TimeProvider.System.GetUtcNow())[0]));

        await NodePair.UntilAsync(async () => await StateAsync() == MailKeysState.Changed);
        await IsReleasedAsync(1);
        Assert.NotEqual(DeliveryState.Relayed, (await RowAsync()).State);
        Assert.True((await _alice.Store.Contacts.FindAsync(_sarah.Key, Ct))!.Card!.HasKeysOf(False));
        await RoundsAsync();
        Assert.Single(_carrier.Held);

        await _alice.Relay.AcceptKeysAsync(_sarah.Key, Ct);
        Assert.True((await _alice.Store.Contacts.FindAsync(_sarah.Key, Ct))!.Card!.HasKeysOf(True));
    }

    [Fact]
    public async Task A_restart_sends_no_first_letter_twice()
    {
        await _alice.StopAsync();

        await StartAliceAsync();
        await IsOnlineAsync(_carrier);

        // Too long for one: Sarah would be told of it, had she not heard of Alice within the week.
        await _alice.QueueAsync([.. "Subject: long\r\n\r\n"u8, .. Enumerable.Repeat((byte)'x', 70_000)], _sarah.Key, Ct);
        await RoundsAsync();

        Assert.Single(_carrier.Held);
        Assert.Equal(1, (await _alice.Relay.UsageAsync(Ct)).OwnEnvelopes);
    }

    private async Task StartAliceAsync() => _alice = await InProcessNode.StartAsync(InProcessNode.Options(1, _hub.AsBootstrapNode()), relay: Quick, folder: _folder);

    /// <summary>Several times as long as the relay takes to look at what is due, and a stamp to make.</summary>
    private static Task RoundsAsync() => Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, Ct);

    private Task IsOnlineAsync(LyingRelay contact) =>
        NodePair.UntilAsync(async () => await _alice.Store.Contacts.FindAsync(contact.Key, Ct) is { Connection: not LinkKind.None, IsToxMail: true });

    /// <summary>The carrier has so many envelopes, and the latest opens with these keys.</summary>
    private async Task HoldsAsync(int count, MailIdentity reader)
    {
        await NodePair.UntilAsync(() => Task.FromResult(_carrier.Held.Count == count));
        Assert.Contains(_carrier.Held.Values, held => IntroEnvelope.Open(held.Bytes, reader) is not null);
    }

    /// <summary>The carrier was told x of so many envelopes that only Mallory can open.</summary>
    private Task IsReleasedAsync(int count) => NodePair.UntilAsync(() => Task.FromResult(
        _carrier.Held.Values.Count(held => IntroEnvelope.Open(held.Bytes, _mallory) is var (_, release) && _carrier.Released.ContainsKey(release)) == count));

    private async Task<MailKeysState> StateAsync() => (await _alice.Relay.KeysAsync(Ct)).GetValueOrDefault(_sarah.Key);

    private async Task<OutboxEntry> RowAsync() => (await _alice.Store.Outbox.ListAsync(null, 0, 1, Ct)).Entries[0];
}
