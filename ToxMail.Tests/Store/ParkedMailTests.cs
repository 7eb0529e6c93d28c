using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Tests.Support;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

/// <summary>Mail to a name whose key nothing proves: it goes nowhere without the user's word.</summary>
public sealed class ParkedMailTests
{
    private const string Name = "Bob@Plain.test";

    [Fact]
    public async Task Waits_for_a_word_and_for_nothing_else()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = await ParkAsync(store, 2);

        Assert.Equal(OutboxCommandResult.NeedsConfirmation, await store.Outbox.RetryAsync(id, Ct));
        await store.Outbox.MakeDueAsync(Key(2), Ct);
        await store.Outbox.ReleaseInterruptedAsync(Ct);
        Assert.Empty(await store.Outbox.BeginAttemptsAsync([new AttemptStart(id, null, null)], Ct));
        await store.Outbox.RecordAsync([new AttemptResult(id, DeliveryState.AwaitingPeer, "This computer's disk is full.", store.Time.GetUtcNow())], Ct);

        Assert.Empty(await store.DueAsync(2));
        Assert.Equal(DeliveryState.AwaitingConfirmation, (await store.Outbox.FindAsync(id, Ct))?.State);
        Assert.Equal(Id(2), (await store.Outbox.FindAsync(id, Ct))?.FoundId);
    }

    [Fact]
    public async Task A_yes_adds_the_contact_pins_the_name_and_sends_all_that_waited_for_it()
    {
        await using var store = await OpenAsync();
        var id = await ParkAsync(store, 2);
        var same = await ParkAsync(store, 2, "bob@plain.test.");
        var other = await ParkAsync(store, 2, "carol@plain.test");

        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.ConfirmAsync(id, Ct));

        var contact = await store.Contacts.FindAsync(Key(2), Ct);
        Assert.Equal((ContactState.Requested, NameTrust.Unverified, 7u), (contact?.State, contact?.Trust, contact?.Nospam));
        Assert.Equal("bob@plain.test", Assert.Single(contact!.Names).Name);
        Assert.Equal(DeliveryState.AwaitingContact, (await store.Outbox.FindAsync(id, Ct))?.State);
        Assert.Equal(DeliveryState.AwaitingContact, (await store.Outbox.FindAsync(same, Ct))?.State);
        Assert.Equal(DeliveryState.AwaitingConfirmation, (await store.Outbox.FindAsync(other, Ct))?.State);
        Assert.Equal(OutboxCommandResult.NothingToConfirm, await store.Outbox.ConfirmAsync(id, Ct));
        await store.Contacts.SetConnectionAsync(Key(2), LinkKind.Udp, Ct);
        Assert.Equal(2, (await store.DueAsync(2)).Count);
    }

    [Fact]
    public async Task A_yes_for_somebody_who_is_a_contact_already_sends_at_once()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = await ParkAsync(store, 2);

        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.ConfirmAsync(id, Ct));

        Assert.Equal(id, Assert.Single(await store.DueAsync(2)).Id);
    }

    [Fact]
    public async Task A_yes_is_refused_for_a_blocked_key_and_for_a_name_that_leads_elsewhere()
    {
        await using var store = await OpenAsync();
        var blocked = await ParkAsync(store, 3, "mallory@plain.test");
        await store.Contacts.BlockAsync(Key(3), Ct);
        Assert.Equal(OutboxCommandResult.AlreadyFinal, await store.Outbox.ConfirmAsync(blocked, Ct));
        var later = await ParkAsync(store, 3, "mallory@plain.test");
        Assert.Equal(OutboxCommandResult.Blocked, await store.Outbox.ConfirmAsync(later, Ct));

        await store.Outbox.ConfirmAsync(await ParkAsync(store, 2), Ct);
        var forged = await ParkAsync(store, 4);
        Assert.Equal(OutboxCommandResult.NameLeadsElsewhere, await store.Outbox.ConfirmAsync(forged, Ct));
        Assert.Null(await store.Contacts.FindAsync(Key(4), Ct));
        Assert.Equal(OutboxCommandResult.NotFound, await store.Outbox.ConfirmAsync(999, Ct));
    }

    [Fact]
    public async Task Sent_again_after_its_end_it_waits_for_a_word_again()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var id = await ParkAsync(store, 2);
        await store.Outbox.CancelAsync(id, Ct);

        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.RetryAsync(id, Ct));

        Assert.Equal(DeliveryState.AwaitingConfirmation, (await store.Outbox.FindAsync(id, Ct))?.State);
        Assert.Equal(OutboxCommandResult.Done, await store.Outbox.ConfirmAsync(id, Ct));
        Assert.Single(await store.DueAsync(2));
    }

    [Fact]
    public async Task A_key_that_gets_the_mail_by_a_sure_address_too_needs_no_word()
    {
        await using var store = await OpenAsync();
        await store.AddContactAsync(2);
        var mail = await store.MailAsync(2);

        await store.Outbox.AddAsync(mail with { Recipients = [Parked(2, Name), .. mail.Recipients] }, Ct);

        Assert.Null(Assert.Single((await store.Outbox.ListAsync(null, 0, 10, Ct)).Entries).FoundId);
        Assert.Single(await store.DueAsync(2));
    }

    [Fact]
    public async Task Its_notice_is_there_exactly_when_the_mail_is()
    {
        await using var store = await OpenAsync();
        var mail = await store.MailAsync(2) with { Recipients = [Parked(2, Name)], SubmissionKey = [1] };
        await store.Outbox.AddAsync(mail with { Notice = await store.NoticeAsync() }, Ct);

        await store.Outbox.AddAsync(mail with { Blob = (await store.MailAsync(2)).Blob, Notice = await store.NoticeAsync() }, Ct);

        Assert.Equal(1, (await store.Outbox.ListAsync(null, 0, 10, Ct)).Total);
        Assert.Equal(1, (await store.Inbox.ListAsync(0, 10, Ct)).Total);
    }

    private static async Task<long> ParkAsync(TemporaryStore store, byte number, string name = Name)
    {
        await store.Outbox.AddAsync(await store.MailAsync(number) with { Recipients = [Parked(number, name)] }, Ct);
        return (await store.Outbox.ListAsync(null, 0, 1, Ct)).Entries[0].Id;
    }

    private static NewRecipient Parked(byte number, string name) => new()
    {
        Address = name,
        PublicKey = Key(number),
        State = DeliveryState.AwaitingConfirmation,
        FoundNospam = Id(number).Nospam,
        Why = "Found in DNS, could have been changed on the way.",
    };
}
