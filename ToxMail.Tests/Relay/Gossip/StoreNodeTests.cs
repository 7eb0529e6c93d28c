using ToxMail.Core.Relay;
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
