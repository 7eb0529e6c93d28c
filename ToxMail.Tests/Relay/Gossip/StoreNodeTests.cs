using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class StoreNodeTests
{
    private static readonly RelayOptions _plain = new();

    [Fact]
    public void Who_is_not_marked_as_a_store_node_learns_nothing_by_asking_is_this_yours()
    {
        var scene = new Scene(_plain);
        var mine = scene.Envelope(author: Scene.Dave);
        scene.Online(Scene.Alice);
        scene.Offer(Scene.Alice, mine, EnvelopeOffer.TailHops);
        scene.Pass(scene.Options.MaxWantDelay);

        Assert.Empty(scene.Output.Wants);
    }

    /// <summary>Whether or not some of the envelopes are for the node, the same are asked for at the same times.</summary>
    [Theory, InlineData(0), InlineData(0.03), InlineData(0.5)]
    public void Offers_for_the_recipient_alone_are_taken_the_same_whosever_they_are(double tail)
    {
        var options = new RelayOptions { TailProbability = tail };
        var (recipient, carrier) = (Asked(options, everyOther: true), Asked(options, everyOther: false));

        Assert.Equal(carrier, recipient);
        Assert.Equal(tail > 0, carrier.Count > 0);
    }

    [Fact]
    public void What_the_store_node_offers_is_taken_once_it_is_marked_and_its_log_is_then_read_from_the_beginning()
    {
        var scene = new Scene(_plain);
        var mine = scene.Envelope(author: Scene.Dave);
        scene.Online(Scene.Alice);
        scene.Offer(Scene.Alice, mine, EnvelopeOffer.TailHops, upTo: 30);
        Assert.Equal(30UL, scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);

        scene.Mark(Scene.Alice);
        scene.Node.Reread(Scene.Alice, scene.Now);

        Assert.Equal(0UL, scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
        scene.Offer(Scene.Alice, mine, EnvelopeOffer.TailHops, upTo: 30);
        scene.Pass(scene.Options.MaxWantDelay);
        Assert.True(scene.WasWanted(mine));
    }

    [Fact]
    public void A_mark_that_is_taken_away_ends_the_answers()
    {
        var scene = new Scene(_plain);
        var (whileMarked, afterwards) = (scene.Envelope(author: Scene.Dave), scene.Envelope(author: Scene.Dave));
        scene.Mark(Scene.Alice);
        scene.Online(Scene.Alice);
        scene.Offer(Scene.Alice, whileMarked, EnvelopeOffer.TailHops);
        scene.Pass(scene.Options.MaxWantDelay);
        Assert.True(scene.WasWanted(whileMarked));

        scene.Node.Settle(new() { Key = Scene.Alice }, scene.Now);
        scene.Offer(Scene.Alice, afterwards, EnvelopeOffer.TailHops, upTo: 2);
        scene.Pass(scene.Options.MaxWantDelay);

        Assert.False(scene.WasWanted(afterwards));
    }

    [Fact]
    public void What_the_own_store_node_brought_counts_as_such_unless_it_is_hidden_or_wrote_it()
    {
        var scene = new Scene(_plain);
        var (mine, carried) = (scene.Envelope(author: Scene.Dave), scene.Envelope(author: Scene.Dave));
        scene.Mark(Scene.Alice);
        scene.Online(Scene.Alice, Scene.Bob);
        scene.Give(Scene.Alice, mine, EnvelopeOffer.TailHops);
        scene.Give(Scene.Bob, carried);

        Assert.True(scene.Node.IsFromStore(mine.Id, Scene.Dave));
        Assert.False(scene.Node.IsFromStore(carried.Id, Scene.Dave));
        Assert.False(scene.Node.IsFromStore(mine.Id, Scene.Alice));

        scene.Node.Settle(new() { Key = Scene.Alice, IsStore = true, IsHidden = true }, scene.Now);
        Assert.False(scene.Node.IsFromStore(mine.Id, Scene.Dave));

        scene.Node.Settle(new() { Key = Scene.Alice }, scene.Now);
        Assert.False(scene.Node.IsFromStore(mine.Id, Scene.Dave));
    }

    [Fact]
    public void A_node_that_becomes_a_store_node_shows_what_had_come_to_the_end_of_its_way_to_those_who_have_read_past_it()
    {
        var scene = new Scene(_plain);
        var (ended, carried) = (scene.Envelope(), scene.Envelope());
        scene.Online(Scene.Alice, Scene.Bob);
        Assert.True(scene.Give(Scene.Alice, ended, hops: 0));
        Assert.True(scene.Give(Scene.Alice, carried));
        scene.Pass(scene.Options.Tick);
        Assert.False(scene.WasOffered(Scene.Bob, ended));
        Assert.True(scene.WasOffered(Scene.Bob, carried));

        scene.Node.Change(_plain with { Mode = RelayMode.Store }, scene.Now);
        Assert.Equal(0UL, scene.Output.Held[ended.Id].Sequence);
        scene.Pass(scene.Options.Tick);

        Assert.Equal((Scene.Bob, EnvelopeOffer.TailHops), scene.Output.Offers.Where(offer => offer.Offer.Id == ended.Id).Select(static offer => (offer.To, offer.Offer.Hops)).Single());
        Assert.Single(scene.Output.Offers, offer => offer.Offer.Id == carried.Id);
        scene.Node.Wanted(Scene.Bob, [ended.Id], scene.Now);
        Assert.Equal((Scene.Bob, ended.Id), Assert.Single(scene.Output.Serves));
    }

    [Fact]
    public void What_is_for_store_nodes_is_shown_and_handed_to_those_alone_to_go_no_farther()
    {
        var scene = new Scene(_plain);
        var parts = scene.Envelope() with { Hops = CarriagePlan.ToStore, IsForStores = true };
        scene.Mark(Scene.Bob);
        scene.Online(Scene.Alice, Scene.Bob);
        scene.Node.Inject(parts, scene.Now);
        scene.Pass(_plain.Tick);

        Assert.Equal([(Scene.Bob, Scene.OfferOf(parts, hops: 0))], scene.Output.Offers.Select(static offer => (offer.To, offer.Offer)));
        scene.Node.Wanted(Scene.Alice, [parts.Id], scene.Now);
        Assert.Empty(scene.Output.Serves);
        scene.Node.Wanted(Scene.Bob, [parts.Id], scene.Now);
        Assert.Equal([(Scene.Bob, parts.Id)], scene.Output.Serves);
    }

    [Fact]
    public void What_is_for_store_nodes_is_shown_to_one_that_is_marked_later()
    {
        var scene = new Scene(_plain);
        var parts = scene.Envelope() with { Hops = CarriagePlan.ToStore, IsForStores = true };
        scene.Online(Scene.Alice, Scene.Bob);
        scene.Node.Inject(parts, scene.Now);
        scene.Pass(_plain.Tick);
        Assert.Empty(scene.Output.Offers);

        scene.Mark(Scene.Alice);

        Assert.True(scene.WasOffered(Scene.Alice, parts));
        scene.Pass(_plain.Tick * 3);
        Assert.False(scene.WasOffered(Scene.Bob, parts));
    }

    [Fact]
    public void A_store_node_shows_its_contacts_what_was_to_go_no_farther()
    {
        var scene = new Scene(new RelayOptions { Mode = RelayMode.Store });
        var parts = scene.Envelope();
        scene.Online(Scene.Alice, Scene.Dave);
        scene.Give(Scene.Alice, parts, hops: 0);
        scene.Pass(_plain.Tick);

        Assert.Contains((Scene.Dave, Scene.OfferOf(parts, EnvelopeOffer.TailHops)), scene.Output.Offers.Select(static offer => (offer.To, offer.Offer)));
    }

    private static List<(DateTimeOffset At, EnvelopeId Id)> Asked(RelayOptions options, bool everyOther)
    {
        var scene = new Scene(options, seed: 3);
        var seen = new List<(DateTimeOffset, EnvelopeId)>();
        scene.Mark(Scene.Bob);
        scene.Online(Scene.Alice, Scene.Bob);
        for (var i = 0; i < 200; i++)
        {
            scene.Offer(Scene.Alice, scene.Envelope(author: everyOther && i % 2 == 0 ? Scene.Dave : null), EnvelopeOffer.TailHops, (ulong)i);
            scene.Pass(TimeSpan.FromSeconds(97));
            seen.AddRange(scene.Output.Wants.Skip(seen.Count).Select(want => (scene.Now, want.Id)));
        }

        return seen;
    }
}
