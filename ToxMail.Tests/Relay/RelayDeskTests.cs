using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Desk;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Relaying;
using ToxMail.Tests.Relay.Storage;
using ToxMail.Tests.Store;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Relay;

public sealed class RelayDeskTests : IAsyncLifetime
{
    private readonly RelayOptions _options = new() { StoreBytes = 5_000, InjectAfter = TimeSpan.FromMinutes(3), EscalateAfter = [TimeSpan.FromHours(24), TimeSpan.FromHours(72)], Hops = [2, 4, 6] };
    private TemporaryStore _store = null!;
    private RelayNode _node = null!;
    private RelayDesk _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync();
        Sit(_options);
    }

    public ValueTask DisposeAsync()
    {
        _desk.Dispose();
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task What_is_changed_is_in_force_at_once_and_after_a_restart()
    {
        Assert.IsType<RelayChangeResult.Done>(await _desk.ChangeAsync(limits => limits with { Mode = RelayMode.Store, StoreBytes = 70_000 }, Ct));

        Assert.Equal((RelayMode.Store, 70_000, TimeSpan.FromMinutes(3)), (_node.Options!.Mode, _node.Options.StoreBytes, _node.Options.InjectAfter));
        await _store.RestartAsync();
        Sit(_options);
        Assert.Equal((RelayMode.Store, 70_000), (_desk.Limits.Mode, _desk.Limits.StoreBytes));
        var overview = await _desk.OverviewAsync(Ct);
        Assert.Equal((RelayMode.Contacts, 5_000), (overview.Configured.Mode, overview.Configured.StoreBytes));
    }

    [Fact]
    public async Task A_setting_that_changes_later_is_the_younger_word()
    {
        await _desk.ChangeAsync(limits => limits with { Mode = RelayMode.Off, StoreBytes = 70_000, ReceiptPolicy = ReceiptPolicy.Strict }, Ct);
        await _store.RestartAsync();

        Sit(_options with { StoreBytes = 6_000 });

        Assert.Equal((RelayMode.Off, 6_000, ReceiptPolicy.Strict), (_desk.Limits.Mode, _desk.Limits.StoreBytes, _desk.Limits.ReceiptPolicy));
    }

    [Fact]
    public async Task What_another_version_kept_does_not_stop_the_start()
    {
        await _store.Store.Settings.SaveAsync("relay", """{"Limits":{"Mode":"Everything"}}""", Ct);

        Assert.Equal(RelayLimits.Of(_options), _desk.Limits);
    }

    [Fact]
    public async Task A_limit_out_of_bounds_changes_nothing()
    {
        var refused = Assert.IsType<RelayChangeResult.Refused>(await _desk.ChangeAsync(limits => limits with { Mode = RelayMode.Off, MaxMailBytes = -1 }, Ct));

        Assert.Equal("MaxMailBytes", refused.Limit);
        Assert.Equal(RelayLimits.Of(_options), _desk.Limits);
        Assert.Null(_node.Options);
        Assert.IsType<RelayChangeResult.Refused>(await _desk.ChangeAsync(limits => limits with { PerContactEnvelopes = int.MaxValue }, Ct));
    }

    [Fact]
    public async Task What_is_settled_with_a_contact_is_told_and_stays()
    {
        await _store.AddContactAsync(2);
        Assert.Equal(ContactCommandResult.Done, await _desk.SetContactAsync(Key(2), new RelayTermsChange { Carry = false, ReceiptPolicy = ReceiptPolicy.Strict }, Ct));
        await _desk.SetContactAsync(Key(2), new RelayTermsChange { IsHidden = true, OwnMail = false, IsStore = true }, Ct);

        Assert.Equal((false, true, ReceiptPolicy.Strict), (_node.Neighbours[Key(2)].Carry, _node.Neighbours[Key(2)].IsHidden, _node.Neighbours[Key(2)].ReceiptPolicy));
        await _store.RestartAsync();
        Sit(_options);
        var contact = await _store.Contacts.FindAsync(Key(2), Ct);
        Assert.Equal(new RelayTerms { Carry = false, IsHidden = true, OwnMail = false, ReceiptPolicy = "Strict", IsStore = true }, contact!.Relay);
        Assert.Equal((ReceiptPolicy.Strict, true), _desk.PolicyFor(contact));

        await _desk.SetContactAsync(Key(2), new RelayTermsChange { ForgetsReceiptPolicy = true }, Ct);
        Assert.Equal((ReceiptPolicy.Guarded, false), _desk.PolicyFor((await _store.Contacts.FindAsync(Key(2), Ct))!));
        Assert.Equal(ContactCommandResult.NotFound, await _desk.SetContactAsync(Key(3), new RelayTermsChange { Carry = false }, Ct));
    }

    [Fact]
    public async Task Terms_go_with_the_contact()
    {
        await _store.AddContactAsync(2);
        await _desk.SetContactAsync(Key(2), new RelayTermsChange { IsHidden = true }, Ct);
        await _store.Contacts.RemoveAsync(Key(2), Ct);
        await _store.AddContactAsync(2);

        Assert.Equal(new RelayTerms(), (await _store.Contacts.FindAsync(Key(2), Ct))!.Relay);
    }

    [Fact]
    public async Task The_overview_tells_whose_envelopes_lie_here()
    {
        await _store.AddContactAsync(2, "bob");
        await _store.AddContactAsync(3, "carol");
        await _store.Contacts.BlockAsync(Key(3), Ct);
        Assert.True(_node.Take(Key(2), SampleEnvelopes.Envelope(5) with { Expiry = EnvelopeLife.UnitsAt(_store.Time.GetUtcNow() + TimeSpan.FromDays(3)) }));

        var overview = await _desk.OverviewAsync(Ct);

        Assert.Equal((1, 4096L, 0, 0), (overview.Envelopes, overview.Bytes, overview.OwnEnvelopes, overview.Tombstones));
        var bob = Assert.Single(overview.Contacts);
        Assert.Equal(("bob", 1, 4096L, 4096L, 0L), (bob.Contact.Alias, bob.Envelopes, bob.Bytes, bob.InToday, bob.OutToday));
        Assert.Null(bob.ReceiptPolicy);
    }

    [Fact]
    public async Task The_overview_tells_what_waits_at_a_contact()
    {
        await _store.AddContactAsync(2);
        await _store.AddContactAsync(3);
        var mail = new ExpectedMail { Sender = Key(3), SizeBytes = 25_000_000, Written = _store.Time.GetUtcNow(), Until = _store.Time.GetUtcNow().AddDays(7), Digest = new byte[32] };
        await _store.Store.ExpectedMails.TellAsync(mail, _ => _store.NoticeAsync(), Ct);

        var contacts = (await _desk.OverviewAsync(Ct)).Contacts.OrderBy(static contact => contact.Contact.PublicKey).ToList();

        Assert.Empty(contacts[0].Expected);
        Assert.Equal((25_000_000, mail.Until), (Assert.Single(contacts[1].Expected).SizeBytes, contacts[1].Expected[0].Until));
    }

    [Fact]
    public async Task New_mail_keys_wait_for_the_users_word()
    {
        await _store.AddContactAsync(2);
        await _store.AddContactAsync(3);
        _node.Keys[Key(2)] = MailKeysState.Changed;
        _node.Keys[Key(4)] = MailKeysState.CardDiffers;
        _node.Keys[Key(5)] = MailKeysState.CardOnly;
        Assert.Equal([Key(2), Key(4)], await _desk.ChangedKeysAsync(Ct));
        Assert.Equal([MailKeysState.Changed, MailKeysState.None], (await _desk.OverviewAsync(Ct)).Contacts.OrderBy(contact => contact.Contact.PublicKey).Select(contact => contact.Keys));

        Assert.Equal(ContactCommandResult.Done, await _desk.AcceptKeysAsync(Key(2), Ct));

        Assert.Equal(MailKeysState.Agreed, await _desk.KeysOfAsync((await _store.Contacts.FindAsync(Key(2), Ct))!, Ct));
        Assert.Equal(ContactCommandResult.NotFound, await _desk.AcceptKeysAsync(Key(9), Ct));
    }

    [Fact]
    public async Task A_contact_whose_card_was_not_looked_at_yet_has_a_card_alone()
    {
        await _store.AddContactAsync(2);
        await _store.AddContactAsync(3);
        await _store.Contacts.KeepCardAsync(FirstLettersTests.Card(2), Ct);

        Assert.Equal([MailKeysState.CardOnly, MailKeysState.None], (await _desk.OverviewAsync(Ct)).Contacts.OrderBy(static contact => contact.Contact.PublicKey).Select(static contact => contact.Keys));
    }

    [Fact]
    public async Task The_overview_tells_how_far_own_mail_may_go()
    {
        await _store.AddContactAsync(2);
        var ids = await _store.QueueAsync(2);
        var queued = _store.Time.GetUtcNow();
        Assert.Equal(0, (await _desk.OverviewAsync(Ct)).InFlight);
        await RelayAsync(ids[0], 1);
        await RelayAsync(ids[0], 2);

        var overview = await _desk.OverviewAsync(Ct);

        Assert.Equal((1, 0, 1), (overview.InFlight, overview.Delivered, overview.Escalated));
        var mail = Assert.Single(overview.OnTheirWay);
        Assert.Equal((ids[0], "hello", 2, 2), (mail.Id, mail.Subject, mail.Stage, mail.Envelopes));
        Assert.Equal((2, queued + TimeSpan.FromHours(24)), _desk.Way(mail with { Stage = 1 }));
        Assert.Equal((4, queued + TimeSpan.FromHours(72)), _desk.Way(mail));
        Assert.Equal((6, null), _desk.Way(mail with { Stage = 3 }));
        Assert.Equal((6, null), _desk.Way(mail with { Stage = 9 }));
        Assert.Equal((null, null), _desk.Way(mail with { SizeBytes = _desk.Limits.MaxMailBytes + 1 }));
        await _store.Outbox.CancelAsync(ids[0], Ct);
        Assert.Empty((await _desk.OverviewAsync(Ct)).OnTheirWay);
    }

    [Fact]
    public async Task Own_mail_with_others_stays_there_and_goes_no_farther_while_the_relay_is_off()
    {
        await _store.AddContactAsync(2);
        var ids = await _store.QueueAsync(2);
        await RelayAsync(ids[0], 1);
        Sit(_options with { Mode = RelayMode.Off });

        var mail = Assert.Single((await _desk.OverviewAsync(Ct)).OnTheirWay);

        Assert.Equal((2, null), _desk.Way(mail));
        Assert.Equal(DeliveryState.Relayed, (await _store.Outbox.FindAsync(ids[0], Ct))!.State);
        Sit(_options);
        Assert.NotNull(_desk.Way(mail).Next);
    }

    [Fact]
    public async Task Mail_to_a_contact_who_is_to_get_it_directly_is_not_handed_over()
    {
        await _store.AddContactAsync(2);
        await _store.AddContactAsync(3);
        await _store.QueueAsync(2, 3);
        await _desk.SetContactAsync(Key(3), new RelayTermsChange { OwnMail = false }, Ct);

        var due = await _store.Store.RelayedOutbox.DueAsync([Key(2), Key(3)], 0, _store.Time.GetUtcNow(), 0, long.MaxValue, Ct);

        Assert.Equal([Key(2)], due.Select(mail => mail.PublicKey));
    }

    private void Sit(RelayOptions options)
    {
        _node = new RelayNode(options, _store.Time);
        _desk = new RelayDesk(new RelayConfiguration(options, _store.Store.Settings), _node, _store.Store.RelayedOutbox, _store.Store.ExpectedMails, _store.Contacts, _store.Store.Changes);
    }

    private Task RelayAsync(long id, int stage) =>
        _store.Store.RelayedOutbox.RelayedAsync(new RelayedMail(id, stage, [1], [2], [new RelayedCopy([3], _store.Time.GetUtcNow())]), Ct);
}
