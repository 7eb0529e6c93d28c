using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Storage;
using ToxMail.Tests.EndToEnd.Relays;
using ToxMail.Tests.Relay.Gossip;
using Xunit;

namespace ToxMail.Tests.Relay;

/// <summary>A start in another mode than the last one does what a change of the mode does: Alice and Bob are contacts, and what is held came from Alice.</summary>
public sealed class ModeOverRestartTests : IAsyncLifetime
{
    private static readonly RelayOptions _contacts = new();

    private static readonly RelayOptions _off = new() { Mode = RelayMode.Off };

    private static readonly RelayOptions _store = new() { Mode = RelayMode.Store };

    private readonly Random _random = new(7);
    private BroughtMail _brought = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private GossipDriver Gossip => _brought.Get<GossipDriver>();

    public async ValueTask InitializeAsync() => _brought = await BroughtMail.StartAsync();

    public ValueTask DisposeAsync() => _brought.DisposeAsync();

    [Fact]
    public async Task A_node_that_is_off_at_its_start_holds_nothing_for_others_and_takes_it_anew_once_it_is_on()
    {
        var envelope = await TakeAsync(hops: 3);

        await _brought.RestartAsync(_off);
        Assert.Equal((0, 0, 0), _brought.Held());
        Assert.Empty(await LogAsync());

        await _brought.RestartAsync(_contacts);
        Assert.Equal(0UL, Gossip.Ask(static node => node.HelloFor(Scene.Alice))!.Value.YourCursor);
        await _brought.GiveAsync(envelope.Offer, envelope.Bytes);
        Assert.Equal((1, 0, 0), _brought.Held());
    }

    [Fact]
    public async Task A_node_that_is_a_store_node_at_its_start_shows_what_had_come_to_the_end_of_its_way()
    {
        await TakeAsync(hops: 0);
        await TickAsync();
        var before = Assert.Single(await LogAsync()).Sequence;

        await _brought.RestartAsync(_store);
        Assert.Equal(0UL, Assert.Single(await LogAsync()).Sequence);
        await TickAsync();

        var after = Assert.Single(await LogAsync()).Sequence;
        Assert.True(after > before);
        await _brought.RestartAsync(_store);
        Assert.Equal(after, Assert.Single(await LogAsync()).Sequence);
    }

    [Fact]
    public async Task A_change_while_it_runs_is_not_made_a_second_time_at_the_start()
    {
        await ChangeAsync(_store);
        await TakeAsync(hops: 0);
        await TickAsync();
        var shown = Assert.Single(await LogAsync());
        Assert.NotEqual(0UL, shown.Sequence);

        await _brought.RestartAsync(_store);

        Assert.Equal(shown, Assert.Single(await LogAsync()));
    }

    [Fact]
    public async Task A_change_that_was_kept_and_not_made_is_made_at_the_start()
    {
        await TakeAsync(hops: 3);
        await _brought.Get<RelayConfiguration>().ChangeAsync(RelayLimits.Of(_off), Ct);

        await _brought.RestartAsync();

        Assert.Empty(await LogAsync());
    }

    [Fact]
    public async Task The_same_mode_moves_nothing()
    {
        await TakeAsync(hops: 3);
        await TickAsync();
        var held = Assert.Single(await LogAsync());

        await _brought.RestartAsync();

        Assert.Equal(held, Assert.Single(await LogAsync()));
        Assert.Equal(1UL, Gossip.Ask(static node => node.HelloFor(Scene.Alice))!.Value.YourCursor);
    }

    private async Task<JunkEnvelope> TakeAsync(byte hops)
    {
        var envelope = JunkEnvelope.Make(_random, hops: hops);
        await _brought.GiveAsync(envelope.Offer, envelope.Bytes);
        return envelope;
    }

    private async Task ChangeAsync(RelayOptions options)
    {
        _brought.Get<ContactPolicies>().Options = options;
        await Gossip.ChangeAsync(Ct);
    }

    private async Task TickAsync()
    {
        _brought.Time.Advance(_contacts.Tick);
        await Gossip.StepAsync(static (node, now) => node.Tick(now), Ct);
    }

    private Task<IReadOnlyList<HeldEnvelope>> LogAsync() => _brought.Get<IEnvelopeStore>().LogAsync(Ct);
}
