using ToxMail.Core.Addressing;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class RestoreTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(10);

    private readonly Scene _scene = new();

    [Fact]
    public void What_is_new_after_a_restart_is_shown_to_who_had_read_all_before_even_if_that_is_gone()
    {
        _scene.Online(Scene.Alice, Scene.Bob);
        _scene.Give(Scene.Alice, _scene.Envelope());
        _scene.Pass(_tick);
        var read = Assert.Single(_scene.Output.Offers).UpTo;
        _scene.Node.Released(Scene.Alice, [Scene.ReleaseOf(1)], _scene.Now);
        _scene.Pass(TimeSpan.FromMinutes(1));
        var after = Restarted();
        var fresh = _scene.Envelope();

        after.Inject(fresh, _scene.Now);
        after.Tick(_scene.Now + _tick);
        after.Online(Scene.Bob, new NeighbourHello(5, 0, Scene.StoreId, read), _scene.Now + _tick);

        Assert.Equal(fresh.Id, _scene.Output.Offers[^1].Offer.Id);
    }

    [Fact]
    public void Those_an_envelope_was_exchanged_with_are_told_after_a_restart_that_it_is_deleted_and_nobody_else()
    {
        _scene.Online(Scene.Alice, Scene.Bob, Scene.Carol);
        var envelope = _scene.Envelope();
        _scene.Give(Scene.Alice, envelope);
        _scene.Pass(_tick);
        _scene.Node.Wanted(Scene.Bob, [envelope.Id], _scene.Now);
        var after = Restarted();
        foreach (var contact in new[] { Scene.Alice, Scene.Bob, Scene.Carol })
        {
            after.Online(contact, new NeighbourHello(5, 0, 0, 0), _scene.Now);
        }

        after.Release(Scene.ReleaseOf(1), _scene.Now);
        after.Tick(_scene.Now + _tick);

        Assert.Equal([Scene.Alice, Scene.Bob], _scene.Output.Releases.Select(release => release.To).Order());
    }

    [Fact]
    public void Who_offered_an_envelope_is_known_after_a_restart_and_who_got_it_from_here_is_still_no_witness()
    {
        _scene.Online(Scene.Alice, Scene.Bob, Scene.Carol);
        var envelope = _scene.Envelope(author: Scene.Dave);
        _scene.Give(Scene.Alice, envelope);
        _scene.Offer(Scene.Carol, envelope);
        _scene.Pass(_tick);
        _scene.Node.Wanted(Scene.Bob, [envelope.Id], _scene.Now);
        var after = Restarted();
        Assert.Equal(2, after.DistinctOfferers(envelope.Id, Scene.Dave));

        after.Online(Scene.Bob, new NeighbourHello(5, 9, 0, 0), _scene.Now);
        after.Offered(Scene.Bob, 9, [Scene.OfferOf(envelope)], _scene.Now);

        Assert.Equal(2, after.DistinctOfferers(envelope.Id, Scene.Dave));
        Assert.Equal(1, after.DistinctOfferers(envelope.Id, Scene.Carol));
    }

    [Fact]
    public void What_is_written_does_not_show_which_envelopes_are_for_this_node()
    {
        var written = new[] { Scene.Dave, (PublicKey?)null }.Select(author =>
        {
            var scene = new Scene();
            var envelope = scene.Envelope(author: author);
            scene.Online(Scene.Alice, Scene.Bob, Scene.Carol);
            scene.Give(Scene.Alice, envelope);
            scene.Offer(Scene.Carol, envelope);
            scene.Pass(_tick);
            scene.Node.Wanted(Scene.Bob, [envelope.Id], scene.Now);
            return scene.Output.Sightings.OrderBy(sighting => sighting.Contact).ToList();
        }).ToList();

        Assert.Equal(3, written[0].Count);
        Assert.Equal(written[0], written[1]);
    }

    [Fact]
    public void What_was_deleted_is_not_taken_after_a_restart()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice);
        _scene.Give(Scene.Alice, envelope);
        _scene.Node.Released(Scene.Alice, [Scene.ReleaseOf(1)], _scene.Now);
        var after = Restarted();
        after.Online(Scene.Alice, new NeighbourHello(5, 9, Scene.StoreId, 0), _scene.Now);

        after.Offered(Scene.Alice, 9, [Scene.OfferOf(envelope)], _scene.Now);
        after.Tick(_scene.Now + _tick);

        Assert.Equal(Scene.ReleaseOf(1), _scene.Output.Releases[^1].Release);
        Assert.Single(_scene.Output.Wants);
    }

    [Fact]
    public void Who_was_away_when_an_envelope_was_deleted_is_told_after_a_restart_once()
    {
        PublicKey[] contacts = [Scene.Alice, Scene.Bob, Scene.Carol, Scene.Dave];
        Inject(contacts);
        _scene.Node.Offline(Scene.Bob, _scene.Now);
        _scene.Node.Offline(Scene.Carol, _scene.Now);
        _scene.Node.Release(Scene.ReleaseOf(1), _scene.Now);
        _scene.Pass(_tick);
        Assert.Equal([Scene.Alice, Scene.Dave], Told());

        // Bob is told. Alice and Dave have heard it, for their links stood for minutes.
        _scene.Online(Scene.Bob);
        _scene.Pass(TimeSpan.FromMinutes(1));
        _scene.Node.Offline(Scene.Alice, _scene.Now);
        _scene.Node.Offline(Scene.Dave, _scene.Now);
        _scene.Output.Releases.Clear();
        var after = Restarted();
        Come(after, contacts);
        Assert.Single(Told());
        _scene.Pass(TimeSpan.FromMinutes(3));
        after.Tick(_scene.Now + _tick);

        // Bob once more, for his link may have been lost before he heard it.
        Assert.Equal([Scene.Bob, Scene.Carol], Told());
        foreach (var contact in contacts)
        {
            after.Offline(contact, _scene.Now + _tick + _tick);
        }

        Assert.Empty(_scene.Output.State.Untold);
    }

    [Fact]
    public void A_contact_with_a_new_log_is_read_from_the_start()
    {
        _scene.Online(Scene.Alice);
        _scene.Node.Offered(Scene.Alice, 40, [], _scene.Now);
        Assert.Equal(40UL, _scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
        _scene.Node.Offline(Scene.Alice, _scene.Now);

        _scene.Node.Online(Scene.Alice, new NeighbourHello(6, 50, 0, 0), _scene.Now);

        Assert.Equal(new NeighbourHello(Scene.StoreId, 0, 6, 0), _scene.Node.HelloFor(Scene.Alice)!.Value with { LogHead = 0 });
    }

    [Fact]
    public void A_removed_contact_takes_what_it_handed_over_with_it()
    {
        _scene.Online(Scene.Alice, Scene.Bob);
        var (first, second) = (_scene.Envelope(), _scene.Envelope());
        _scene.Give(Scene.Alice, first);
        _scene.Give(Scene.Bob, second);

        _scene.Node.Forget(Scene.Alice, _scene.Now);

        Assert.Equal(second.Id, Assert.Single(_scene.Output.Held).Key);
        Assert.Equal(Scene.Bob, Assert.Single(_scene.Node.Usage(_scene.Now).Contacts).Key);
    }

    [Fact]
    public void A_node_that_is_switched_off_drops_what_is_others_and_neither_shows_nor_takes()
    {
        var own = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob);
        _scene.Give(Scene.Alice, _scene.Envelope());
        _scene.Node.Inject(own, _scene.Now);

        _scene.Node.Change(_scene.Options with { Mode = RelayMode.Off }, _scene.Now);
        _scene.Pass(_tick);

        Assert.Equal(own.Id, Assert.Single(_scene.Output.Held).Key);
        Assert.Empty(_scene.Output.Offers);
        Assert.False(_scene.Give(Scene.Alice, _scene.Envelope()));
        Assert.Null(_scene.Node.HelloFor(Scene.Bob));
    }

    [Fact]
    public void What_was_dropped_when_the_node_was_switched_off_is_taken_again_once_it_is_on()
    {
        var (carried, mine) = (_scene.Envelope(), _scene.Envelope(author: Scene.Dave));
        _scene.Online(Scene.Alice, Scene.Bob);
        Assert.True(_scene.Give(Scene.Alice, carried));
        _scene.Offer(Scene.Alice, mine, upTo: 2);
        _scene.PassUntilWanted(mine);

        _scene.Node.Change(_scene.Options with { Mode = RelayMode.Off }, _scene.Now);
        Assert.False(_scene.Node.Arrived(Scene.Alice, mine, _scene.Now));
        _scene.Node.Change(_scene.Options, _scene.Now);

        Assert.Equal(0UL, _scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
        Assert.True(_scene.Give(Scene.Alice, carried));
        Assert.True(_scene.Give(Scene.Alice, mine));
        _scene.Pass(_tick);
        Assert.True(_scene.WasOffered(Scene.Bob, carried));
    }

    [Fact]
    public void A_contact_that_is_not_carried_for_is_shown_nothing_and_nothing_is_taken_from_it()
    {
        _scene.Online(Scene.Alice, Scene.Bob);
        _scene.Node.Settle(new NeighbourState { Key = Scene.Bob, Carry = false }, _scene.Now);
        _scene.Give(Scene.Alice, _scene.Envelope());
        _scene.Pass(_tick);

        Assert.Empty(_scene.Output.Offers);
        Assert.False(_scene.Give(Scene.Bob, _scene.Envelope()));
        Assert.NotNull(_scene.Node.HelloFor(Scene.Bob));
    }

    [Fact]
    public void A_store_node_takes_everything_and_shows_it_for_nobody_to_carry_on()
    {
        var scene = new Scene(new RelayOptions { Mode = RelayMode.Store });
        var (live, tail) = (scene.Envelope(), scene.Envelope());
        scene.Online(Scene.Alice, Scene.Bob);

        Assert.True(scene.Give(Scene.Alice, live, hops: 3));
        Assert.True(scene.Give(Scene.Alice, tail, EnvelopeOffer.TailHops));
        scene.Pass(_tick);

        Assert.All(scene.Output.Offers, offer => Assert.Equal((Scene.Bob, EnvelopeOffer.TailHops), (offer.To, offer.Offer.Hops)));
        Assert.Equal(2, scene.Output.Offers.Count);
    }

    /// <summary>An own envelope, which all of them have asked for.</summary>
    private void Inject(params PublicKey[] contacts)
    {
        var envelope = _scene.Envelope();
        _scene.Online(contacts);
        _scene.Node.Inject(envelope, _scene.Now);
        _scene.Pass(_tick);
        foreach (var contact in contacts)
        {
            _scene.Node.Wanted(contact, [envelope.Id], _scene.Now);
        }
    }

    private void Come(GossipNode node, params PublicKey[] contacts)
    {
        foreach (var contact in contacts)
        {
            node.Online(contact, new NeighbourHello(5, 0, Scene.StoreId, 0), _scene.Now);
        }
    }

    private IEnumerable<PublicKey> Told() => _scene.Output.Releases.Select(static release => release.To).Order();

    private GossipNode Restarted()
    {
        var node = new GossipNode(_scene.Options, Scene.StoreId, _ => null, _scene.Output, new Random(5));
        node.Restore(_scene.Output.State, _scene.Now);
        return node;
    }
}
