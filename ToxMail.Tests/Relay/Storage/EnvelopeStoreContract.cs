using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Wire;
using Xunit;
using static ToxMail.Tests.Relay.Storage.SampleEnvelopes;

namespace ToxMail.Tests.Relay.Storage;

/// <summary>What every envelope store must do, whatever keeps it.</summary>
public abstract class EnvelopeStoreContract : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_back_what_was_put_after_a_restart()
    {
        var store = await OpenAsync();
        HeldEnvelope[] envelopes = [Envelope(1), Envelope(2) with { Class = EnvelopeClass.Large, From = null, Hops = EnvelopeOffer.TailHops }, Envelope(3) with { IsIntro = true }, Envelope(5) with { From = null, IsForStores = true }];
        await store.PutAsync([.. envelopes.Select(envelope => (envelope, Body(envelope)))], Ct);

        store = await RestartAsync();

        Assert.Equal(envelopes, await store.LogAsync(Ct));
        foreach (var envelope in envelopes)
        {
            Assert.Equal(Body(envelope), await store.ReadAsync(envelope.Id, Ct));
        }

        Assert.Null(await store.ReadAsync(Envelope(4).Id, Ct));
    }

    [Fact]
    public async Task Keeps_its_name_and_no_other_store_has_it()
    {
        var store = await OpenAsync();
        var name = store.StoreId;

        Assert.Equal(name, (await RestartAsync()).StoreId);
        Assert.NotEqual(name, (await OpenOtherAsync()).StoreId);
    }

    [Fact]
    public async Task Leaves_an_envelope_that_is_there_as_it_is()
    {
        var store = await OpenAsync();
        var first = Envelope(1);
        await store.PutAsync([(first, Body(first))], Ct);
        await store.PutAsync([(first with { Hops = 6, From = null }, new byte[4096]), (Envelope(2), Body(Envelope(2)))], Ct);

        Assert.Equal([first, Envelope(2)], await store.LogAsync(Ct));
        Assert.Equal(Body(first), await store.ReadAsync(first.Id, Ct));
    }

    [Fact]
    public async Task Lists_entries_in_the_order_of_the_log()
    {
        var store = await OpenAsync();
        ulong[] sequences = [5, 0, 900, 1, 40];
        var envelopes = sequences.Select((sequence, number) => Envelope(number) with { Sequence = sequence }).ToList();
        await store.PutAsync([.. envelopes.Select(envelope => (envelope, Body(envelope)))], Ct);

        Assert.Equal(sequences.Order(), (await store.LogAsync(Ct)).Select(envelope => envelope.Sequence));
    }

    [Fact]
    public async Task Changes_what_can_change_of_an_entry_and_nothing_else()
    {
        var store = await OpenAsync();
        var (changed, untouched) = (Envelope(1), Envelope(2));
        await store.PutAsync([(changed, Body(changed)), (untouched, Body(untouched))], Ct);
        var after = changed with { Hops = 0, Sequence = 77, From = null };
        await store.ApplyAsync(new EnvelopeChanges { Changed = [after, Envelope(3)] }, Ct);

        store = await RestartAsync();

        Assert.Equal([untouched, after], await store.LogAsync(Ct));
        Assert.Equal(Body(changed), await store.ReadAsync(changed.Id, Ct));
    }

    [Fact]
    public async Task Dropped_envelopes_are_gone_with_their_bodies()
    {
        var store = await OpenAsync();
        var envelopes = Enumerable.Range(0, 1_200).Select(Envelope).ToList();
        await store.PutAsync([.. envelopes.Select(envelope => (envelope, Body(envelope)))], Ct);
        await store.ApplyAsync(new EnvelopeChanges { Dropped = [.. envelopes.Skip(1).Select(envelope => envelope.Id), Envelope(5_000).Id] }, Ct);

        store = await RestartAsync();

        Assert.Equal([envelopes[0]], await store.LogAsync(Ct));
        Assert.Null(await store.ReadAsync(envelopes[1].Id, Ct));
        Assert.NotNull(await store.ReadAsync(envelopes[0].Id, Ct));
    }

    [Fact]
    public async Task No_place_in_the_log_is_given_twice_though_its_envelope_is_gone()
    {
        var store = await OpenAsync();
        Assert.Equal(0u, store.LogHead);
        await store.PutAsync([(Envelope(1) with { Sequence = 7 }, Body(Envelope(1))), (Envelope(2), Body(Envelope(2)))], Ct);
        Assert.Equal(7u, store.LogHead);
        await store.ApplyAsync(new EnvelopeChanges { Changed = [Envelope(2) with { Sequence = 12 }] }, Ct);
        await store.ApplyAsync(new EnvelopeChanges { Dropped = [Envelope(1).Id, Envelope(2).Id] }, Ct);
        Assert.Equal(12u, store.LogHead);

        Assert.Equal(12u, (await RestartAsync()).LogHead);
    }

    [Fact]
    public async Task Remembers_spent_envelopes_until_their_time_is_over()
    {
        var store = await OpenAsync();
        SpentEnvelope[] spent = [new(Envelope(1).Id, Secret(1), Now + TimeSpan.FromHours(1)), new(Envelope(2).Id, Secret(2), Now + TimeSpan.FromHours(2))];
        await store.ApplyAsync(new EnvelopeChanges { Spent = spent }, Ct);
        await store.ApplyAsync(new EnvelopeChanges { Spent = [spent[0]] }, Ct);
        await store.CleanAsync(Now, Ct);

        store = await RestartAsync();
        Assert.Equal(spent, (await store.SpentAsync(Ct)).OrderBy(one => one.Until));

        await store.CleanAsync(Now + TimeSpan.FromHours(1), Ct);
        Assert.Equal([spent[1]], await store.SpentAsync(Ct));
    }

    [Fact]
    public async Task Remembers_neighbours_until_they_are_forgotten()
    {
        var store = await OpenAsync();
        var bob = new NeighbourState { Key = Contact(1) };
        var sarah = new NeighbourState { Key = Contact(2), Carry = false, IsHidden = true, ReceiptPolicy = ReceiptPolicy.Strict, StoreId = ulong.MaxValue, Cursor = 9, LastSync = Now };
        await store.ApplyAsync(new EnvelopeChanges { Neighbours = [bob, sarah with { Cursor = 3 }] }, Ct);
        await store.ApplyAsync(new EnvelopeChanges { Neighbours = [sarah] }, Ct);

        store = await RestartAsync();
        Assert.Equal([bob, sarah], (await store.NeighboursAsync(Ct)).OrderBy(neighbour => neighbour.Key));

        await store.ForgetAsync(Contact(1), Ct);
        Assert.Equal([sarah], await store.NeighboursAsync(Ct));
    }

    [Fact]
    public async Task Remembers_who_has_an_envelope_until_it_is_dropped_or_the_contact_is_forgotten()
    {
        var store = await OpenAsync();
        await store.PutAsync([(Envelope(1), Body(Envelope(1))), (Envelope(2), Body(Envelope(2)))], Ct);
        Sighting[] sightings = [new(Envelope(1).Id, Contact(1), IsFromHere: false), new(Envelope(1).Id, Contact(2), IsFromHere: true), new(Envelope(2).Id, Contact(2), IsFromHere: false)];
        await store.ApplyAsync(new EnvelopeChanges { Sightings = sightings }, Ct);
        await store.ApplyAsync(new EnvelopeChanges { Sightings = [sightings[0] with { IsFromHere = true }] }, Ct);

        store = await RestartAsync();
        Assert.Equal(sightings.ToHashSet(), [.. await store.SightingsAsync(Ct)]);

        await store.ForgetAsync(Contact(1), Ct);
        await store.ApplyAsync(new EnvelopeChanges { Dropped = [Envelope(2).Id] }, Ct);
        Assert.Equal([sightings[1]], await store.SightingsAsync(Ct));
    }

    [Fact]
    public async Task Remembers_whom_to_tell_which_x_until_they_know_or_nobody_needs_to()
    {
        var store = await OpenAsync();
        Untold[] untold =
        [
            new(Contact(2), Secret(4), Now + TimeSpan.FromHours(2)), new(Contact(1), Secret(3), Now + TimeSpan.FromHours(1)), new(Contact(2), Secret(3), Now + TimeSpan.FromHours(1)),
            new(Contact(1), Secret(4), Now + TimeSpan.FromHours(2)),
        ];
        await store.ApplyAsync(new EnvelopeChanges { Untold = untold }, Ct);
        await store.ApplyAsync(new EnvelopeChanges { Untold = [untold[1]] }, Ct);

        store = await RestartAsync();
        Assert.Equal(untold, await store.UntoldAsync(Ct));

        await store.ApplyAsync(new EnvelopeChanges { Told = [(Contact(1), Secret(4)), (Contact(2), Secret(9))] }, Ct);
        Assert.Equal(untold[..3], await store.UntoldAsync(Ct));
        await store.ForgetAsync(Contact(1), Ct);
        Assert.Equal([untold[0], untold[2]], await store.UntoldAsync(Ct));
        await store.CleanAsync(Now + TimeSpan.FromHours(1), Ct);
        Assert.Equal([untold[0]], await store.UntoldAsync(Ct));
    }

    [Fact]
    public async Task Changes_are_made_together_or_not_at_all()
    {
        var store = await OpenAsync();
        await store.PutAsync([(Envelope(1), Body(Envelope(1)))], Ct);
        var broken = new EnvelopeChanges
        {
            Changed = [Envelope(1) with { Sequence = 5 }],
            Spent = [new SpentEnvelope(Envelope(9).Id, Secret(9), Now)],
            Neighbours = [new NeighbourState { Key = Contact(1) }, null!],
        };

        await Assert.ThrowsAnyAsync<Exception>(() => store.ApplyAsync(broken, Ct));

        Assert.Equal([Envelope(1)], await store.LogAsync(Ct));
        Assert.Empty(await store.SpentAsync(Ct));
        Assert.Empty(await store.NeighboursAsync(Ct));
        Assert.Equal(0u, store.LogHead);
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Opens the store, empty at first.</summary>
    private protected abstract Task<IEnvelopeStore> OpenAsync();

    /// <summary>Ends the store and opens it again.</summary>
    private protected abstract Task<IEnvelopeStore> RestartAsync();

    /// <summary>Opens a second store that has nothing to do with the first.</summary>
    private protected abstract Task<IEnvelopeStore> OpenOtherAsync();
}
