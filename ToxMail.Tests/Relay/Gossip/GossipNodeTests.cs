using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class GossipNodeTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(10);

    private readonly Scene _scene = new();

    [Fact]
    public void Asks_for_what_is_offered_within_the_longest_wait_and_keeps_what_comes()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice);
        _scene.Offer(Scene.Alice, envelope);
        Assert.Empty(_scene.Output.Wants);

        _scene.Pass(_scene.Options.MaxWantDelay);

        Assert.True(_scene.WasWanted(envelope));
        Assert.True(_scene.Node.Arrived(Scene.Alice, envelope, _scene.Now));
        Assert.Equal(Scene.Alice, _scene.Output.Held[envelope.Id].From);
    }

    [Fact]
    public void Takes_nothing_it_did_not_ask_for()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob);
        Assert.False(_scene.Node.Arrived(Scene.Alice, envelope, _scene.Now));

        _scene.Offer(Scene.Alice, envelope);
        Assert.False(_scene.Node.Arrived(Scene.Alice, envelope, _scene.Now));
        _scene.Pass(_scene.Options.MaxWantDelay);
        Assert.False(_scene.Node.Arrived(Scene.Bob, envelope, _scene.Now));
        Assert.Empty(_scene.Output.Held);
    }

    [Fact]
    public void Offers_what_it_holds_at_a_tick_with_one_hop_less_but_not_to_who_gave_it()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob);
        Assert.True(_scene.Give(Scene.Alice, envelope, hops: 2));

        _scene.Pass(_tick);

        Assert.False(_scene.WasOffered(Scene.Alice, envelope));
        Assert.Equal(1, Assert.Single(_scene.Output.Offers).Offer.Hops);
    }

    [Fact]
    public void Offers_its_log_to_who_comes_online_from_where_the_contact_has_read()
    {
        var (first, second) = (_scene.Envelope(), _scene.Envelope());
        _scene.Node.Inject(first, _scene.Now);
        _scene.Pass(_tick);
        _scene.Online(Scene.Bob);
        var read = Assert.Single(_scene.Output.Offers).UpTo;
        _scene.Node.Offline(Scene.Bob, _scene.Now);
        _scene.Node.Inject(second, _scene.Now);
        _scene.Pass(_tick);

        _scene.Node.Online(Scene.Bob, new NeighbourHello(5, 0, Scene.StoreId, read), _scene.Now);

        Assert.Equal([first.Id, second.Id], _scene.Output.Offers.Select(offer => offer.Offer.Id));
    }

    [Fact]
    public void Reads_the_log_again_from_the_same_place_when_the_link_was_lost_before_the_envelope_came()
    {
        var (first, second) = (_scene.Envelope(), _scene.Envelope());
        _scene.Online(Scene.Alice);
        _scene.Offer(Scene.Alice, first, upTo: 10);
        _scene.Offer(Scene.Alice, second, upTo: 20);
        _scene.Pass(_scene.Options.MaxWantDelay);
        _scene.Node.Arrived(Scene.Alice, first, _scene.Now);

        _scene.Node.Offline(Scene.Alice, _scene.Now);

        Assert.Equal(10UL, _scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
    }

    [Fact]
    public void Asks_another_contact_when_the_first_does_not_answer()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob);
        _scene.Offer(Scene.Alice, envelope);
        _scene.Offer(Scene.Bob, envelope);

        _scene.Pass(TimeSpan.FromMinutes(40.9));

        Assert.Equal(2, _scene.Output.Wants.Count);
        Assert.NotEqual(_scene.Output.Wants[0].From, _scene.Output.Wants[1].From);
        Assert.False(_scene.Node.Arrived(_scene.Output.Wants[0].From, envelope, _scene.Now));
    }

    [Fact]
    public void Serves_only_what_it_showed_to_the_contact()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Bob);
        _scene.Node.Inject(envelope, _scene.Now);
        _scene.Node.Wanted(Scene.Bob, [envelope.Id], _scene.Now);
        Assert.Empty(_scene.Output.Serves);

        _scene.Pass(_tick);
        _scene.Node.Wanted(Scene.Bob, [envelope.Id, new EnvelopeId(99)], _scene.Now);

        Assert.Equal((Scene.Bob, envelope.Id), Assert.Single(_scene.Output.Serves));
    }

    [Fact]
    public void An_envelope_that_the_users_store_node_offers_for_its_recipient_is_taken_by_it_and_seldom_by_others()
    {
        var scene = new Scene(new ToxMail.Core.Relay.RelayOptions { TailProbability = 0.03 });
        var mine = scene.Envelope(author: Scene.Dave);
        scene.Mark(Scene.Alice);
        scene.Online(Scene.Alice);
        scene.Offer(Scene.Alice, mine, EnvelopeOffer.TailHops);
        for (var i = 0; i < 1000; i++)
        {
            scene.Offer(Scene.Alice, scene.Envelope(), EnvelopeOffer.TailHops);
        }

        scene.Pass(scene.Options.MaxWantDelay);

        Assert.True(scene.WasWanted(mine));
        Assert.InRange(scene.Output.Wants.Count, 10, 60);
    }

    [Fact]
    public void What_claims_more_hops_than_there_are_is_taken_as_the_most()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice);

        Assert.True(_scene.Give(Scene.Alice, envelope, hops: 200));

        Assert.Equal(EnvelopeOffer.MaxHops, _scene.Output.Held[envelope.Id].Hops);
    }

    [Fact]
    public void A_published_x_deletes_the_envelope_and_goes_on_to_who_has_it()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob, Scene.Carol);
        _scene.Give(Scene.Alice, envelope);
        _scene.Pass(_tick);
        _scene.Node.Wanted(Scene.Bob, [envelope.Id], _scene.Now);

        _scene.Node.Released(Scene.Bob, [Scene.ReleaseOf(1)], _scene.Now);

        Assert.Empty(_scene.Output.Held);
        Assert.Equal((Scene.Alice, Scene.ReleaseOf(1)), Assert.Single(_scene.Output.Releases));
        Assert.False(_scene.Give(Scene.Carol, envelope));
        Assert.Contains((Scene.Carol, Scene.ReleaseOf(1)), _scene.Output.Releases);
    }

    [Fact]
    public void An_x_that_comes_before_its_envelope_keeps_it_away()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob);
        _scene.Node.Released(Scene.Bob, [Scene.ReleaseOf(1)], _scene.Now);

        Assert.False(_scene.Give(Scene.Alice, envelope));
        Assert.Equal(envelope.Id, Assert.Single(_scene.Output.Spent).Id);
    }

    [Fact]
    public void Shows_nobody_an_envelope_that_may_not_go_farther()
    {
        var envelope = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob);
        _scene.Give(Scene.Alice, envelope, hops: 0);

        _scene.Pass(_tick);

        Assert.Empty(_scene.Output.Offers);
        _scene.Node.Wanted(Scene.Bob, [envelope.Id], _scene.Now);
        Assert.Empty(_scene.Output.Serves);
    }

    [Fact]
    public void The_author_of_a_mail_to_us_cannot_see_whether_it_has_come_by_another()
    {
        var envelope = _scene.Envelope(author: Scene.Dave);
        _scene.Online(Scene.Alice, Scene.Bob, Scene.Dave);
        Assert.True(_scene.Give(Scene.Alice, envelope));

        _scene.Pass(_tick);
        Assert.True(_scene.WasOffered(Scene.Bob, envelope));
        Assert.False(_scene.WasOffered(Scene.Dave, envelope));

        _scene.Offer(Scene.Dave, envelope);
        _scene.Pass(_scene.Options.MaxWantDelay);
        Assert.Contains((Scene.Dave, envelope.Id), _scene.Output.Wants);
        Assert.False(_scene.Node.Arrived(Scene.Dave, envelope, _scene.Now));
        Assert.Single(_scene.Output.Held);
    }
}
