using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Names;
using ToxMail.Core.Store.ContactList;
using ToxMail.Core.Store.KnownNames;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Dns;
using ToxMail.Tests.Support.Nodes;
using ToxMail.Tests.Web;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Names;

/// <summary>What follows from real answers of a real resolver, some of them forged.</summary>
public sealed class NameDirectoryTests(SignedDnsWorld dns) : IClassFixture<SignedDnsWorld>
{
    private static readonly MailAddress Tarek = NamedNode.Name("tarek@example.test");

    [Fact]
    public async Task A_proved_name_becomes_a_contact_with_its_proof()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);

        var verdict = Assert.IsType<NameVerdict.AddAndDeliver>(await desk.Directory.ResolveAsync(Tarek, Ct));
        Assert.Equal(SignedDnsWorld.TarekId, verdict.Pin.Id);
        var added = Assert.IsType<AddNameResult.Judged>(await desk.Directory.AddContactAsync(NamedNode.Name("Tarek@Example.test."), null, "tarek", null, Ct));

        Assert.IsType<AddContactResult.Added>(added.Result);
        Assert.Equal("example.test", (await store.Store.NamePins.FindProofAsync(Tarek, Ct))?.Zone);
        Assert.Equal(new NameVerdict.Deliver(SignedDnsWorld.TarekId.PublicKey, IsContact: false), await desk.Directory.ResolveAsync(Tarek, Ct));
        Assert.IsType<AddContactResult.AlreadyContact>(((AddNameResult.Judged)await desk.Directory.AddContactAsync(Tarek, null, null, null, Ct)).Result);
        await store.Contacts.BlockAsync(SignedDnsWorld.TarekId.PublicKey, Ct);
        Assert.IsType<NameVerdict.Refuse>(await desk.Directory.ResolveAsync(Tarek, Ct));
    }

    [Fact]
    public async Task Where_the_user_wants_to_be_asked_a_proved_name_waits_too()
    {
        await using var store = await OpenAsync();
        using var desk = new NameDesk(store, dns.Options() with { AddProved = false });

        Assert.IsType<NameVerdict.Park>(await desk.Directory.ResolveAsync(Tarek, Ct));
    }

    [Fact]
    public async Task An_unproved_name_takes_the_users_word_for_the_very_id_that_was_found()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);
        var name = NamedNode.Name("tarek@plain.test");
        Assert.Equal(SignedDnsWorld.TarekId, Assert.IsType<NameVerdict.Park>(await desk.Directory.ResolveAsync(name, Ct)).Id);

        Assert.Equal(SignedDnsWorld.TarekId, Assert.IsType<AddNameResult.NotProved>(await desk.Directory.AddContactAsync(name, Id(9), null, null, Ct)).Found);
        Assert.Empty(await store.Contacts.ListAsync(Ct));
        Assert.IsType<AddNameResult.Judged>(await desk.Directory.AddContactAsync(name, SignedDnsWorld.TarekId, null, null, Ct));

        Assert.Equal(NameTrust.Unverified, Assert.Single(await store.Contacts.ListAsync(Ct)).Trust);
    }

    [Fact]
    public async Task A_forged_answer_is_refused_and_adds_nobody()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);
        var name = NamedNode.Name("tarek@bogus.test");

        Assert.Equal(NameFault.Bogus, Assert.IsType<NameVerdict.Refuse>(await desk.Directory.ResolveAsync(name, Ct)).Fault);
        Assert.IsType<NameFinding.Bogus>(Assert.IsType<AddNameResult.NotFound>(await desk.Directory.AddContactAsync(name, SignedDnsWorld.TarekId, null, null, Ct)).Finding);
        Assert.Empty(await store.Contacts.ListAsync(Ct));
    }

    [Fact]
    public async Task A_domain_that_was_proved_once_is_not_believed_without()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);
        var name = NamedNode.Name("tarek@plain.test");
        await store.Store.NamePins.AddContactAsync(Pin(store, NamedNode.Name("other@plain.test"), Id(5), proved: true), null, null, Ct);

        Assert.Equal(NameFault.Bogus, Assert.IsType<NameVerdict.Refuse>(await desk.Directory.ResolveAsync(name, Ct)).Fault);
        Assert.Equal(NameTrust.Bogus, (await desk.Directory.LookAsync(name, fresh: true, Ct)).Trust);
    }

    [Fact]
    public async Task A_look_at_known_names_takes_a_new_nospam_and_shows_a_new_key_but_never_takes_it()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);
        var name = NamedNode.Name("moving@example.test");
        await dns.PublishAsync(name, Id(6, nospam: 1), Ct);
        await desk.Directory.AddContactAsync(name, null, null, null, Ct);

        await dns.PublishAsync(name, Id(6, nospam: 2), Ct);
        await CheckAsync(store, desk);
        Assert.Equal((2u, NameTrust.Proved), await store.Contacts.FindAsync(Key(6), Ct) is { } contact ? (contact.Nospam!.Value, contact.Trust!.Value) : default);

        await dns.PublishAsync(name, Id(7), Ct);
        await CheckAsync(store, desk);
        Assert.Equal((PinState.Changed, Key(7)), await store.Store.NamePins.FindAsync(name, Ct) is { } changed ? (changed.State, changed.OtherKey!.Value) : default);
        Assert.Equal(Key(6), Assert.IsType<NameVerdict.Deliver>(await desk.Directory.ResolveAsync(name, Ct)).PublicKey);
        Assert.Null(await store.Contacts.FindAsync(Key(7), Ct));

        Assert.IsType<AddNameResult.NotProved>(await desk.Directory.TakeNewKeyAsync(name, Key(8), Ct));
        Assert.IsType<AddContactResult.Added>(Assert.IsType<AddNameResult.Judged>(await desk.Directory.TakeNewKeyAsync(name, Key(7), Ct)).Result);
        Assert.Equal(Key(7), Assert.IsType<NameVerdict.Deliver>(await desk.Directory.ResolveAsync(name, Ct)).PublicKey);
    }

    [Fact]
    public async Task A_vanished_name_keeps_its_contact()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);
        var name = NamedNode.Name("leaving@example.test");
        await dns.PublishAsync(name, Id(6), Ct);
        await desk.Directory.AddContactAsync(name, null, null, null, Ct);

        await dns.PublishAsync("leaving._tox.example.test", [], Ct);
        await CheckAsync(store, desk);

        Assert.Equal(PinState.Gone, (await store.Store.NamePins.FindAsync(name, Ct))?.State);
        Assert.Equal(NameTrust.Proved, (await store.Contacts.FindAsync(Key(6), Ct))?.Trust);
        Assert.IsType<NameVerdict.Deliver>(await desk.Directory.ResolveAsync(name, Ct));
    }

    [Fact]
    public async Task Known_names_are_looked_at_again_when_their_day_is_over()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);
        await store.Store.NamePins.AddContactAsync(Pin(store, Tarek, Id(8), proved: false) with { NextCheckAt = store.Time.GetUtcNow() + TimeSpan.FromDays(1) }, null, null, Ct);
        using var checks = new NameChecks(desk.Keeper, store.Time, NullLogger<NameChecks>.Instance);
        await checks.StartAsync(Ct);

        store.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(PinState.Same, (await store.Store.NamePins.FindAsync(Tarek, Ct))?.State);
        // The first look may begin after any of these hours: a background service starts on a thread of its own.
        await Wait.UntilAsync(
            async () =>
            {
                store.Time.Advance(TimeSpan.FromHours(1));
                return (await store.Store.NamePins.FindAsync(Tarek, Ct))?.State == PinState.Changed;
            },
            TimeSpan.FromSeconds(60),
            static () => "a look at the name",
            Ct);

        Assert.Equal((PinState.Changed, SignedDnsWorld.TarekId.PublicKey), await store.Store.NamePins.FindAsync(Tarek, Ct) is { } pin ? (pin.State, pin.OtherKey!.Value) : default);
        await checks.StopAsync(Ct);
    }

    [Fact]
    public async Task A_name_of_ones_own_is_ones_own_while_it_is_proved()
    {
        await using var store = await OpenAsync();
        using var desk = Desk(store);
        var name = NamedNode.Name("me@example.test");
        Assert.Null(await desk.Keeper.CheckOwnAsync(name, Ct));
        await store.Store.OwnNames.AddAsync(name, Ct);
        Assert.Equal(OwnNameState.Missing, (await desk.Keeper.CheckOwnAsync(name, Ct))?.State);

        await dns.PublishAsync(name, Own.Id, Ct);
        Assert.Equal((OwnNameState.Proved, "example.test"), await desk.Keeper.CheckOwnAsync(name, Ct) is { } own ? (own.State, own.ProvedZone) : default);
        Assert.IsType<NameVerdict.Own>(await desk.Directory.ResolveAsync(name, Ct));

        await dns.PublishAsync(name, Id(9), Ct);
        await CheckAsync(store, desk);
        Assert.Equal(OwnNameState.OtherKey, (await store.Store.OwnNames.FindAsync(name, Ct))?.State);
        Assert.False(store.Store.OwnNames.Owns(name));
    }

    private NameDesk Desk(TemporaryStore store) => new(store, dns.Options());

    /// <summary>A day and a tenth later everything is due.</summary>
    private static Task CheckAsync(TemporaryStore store, NameDesk desk)
    {
        store.Time.Advance(TimeSpan.FromDays(1.2));
        return desk.Keeper.CheckDueAsync(Ct);
    }

    private static NewPin Pin(TemporaryStore store, MailAddress name, ToxId id, bool proved) => new()
    {
        Name = name,
        Id = id,
        Proof = proved ? new NameProof(name.Domain, store.Time.GetUtcNow(), store.Time.GetUtcNow(), new byte[] { 1 }) : null,
        Why = "a test",
        NextCheckAt = store.Time.GetUtcNow() + TimeSpan.FromDays(9),
    };
}
