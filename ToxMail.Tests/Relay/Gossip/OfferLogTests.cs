using ToxMail.Core.Relay;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class OfferLogTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(10);

    [Fact]
    public void Entries_come_at_a_tick_in_random_order_and_frames_hold_no_more_than_fit()
    {
        var scene = new Scene();
        scene.Online(Scene.Bob);
        var injected = Enumerable.Range(0, 100).Select(_ => scene.Envelope()).ToArray();
        foreach (var envelope in injected)
        {
            scene.Node.Inject(envelope, scene.Now);
        }

        Assert.Empty(scene.Output.Offers);
        scene.Pass(_tick);

        var shown = scene.Output.Offers.ConvertAll(offer => offer.Offer.Id);
        Assert.Equal(injected.Select(envelope => envelope.Id.Value).Order(), shown.Select(id => id.Value).Order());
        Assert.NotEqual(injected.Select(envelope => envelope.Id), shown);
        Assert.All(scene.Output.Offers.CountBy(offer => offer.UpTo), frame => Assert.InRange(frame.Value, 1, WireFormat.MaxOffers));
    }

    [Fact]
    public void Sequences_have_gaps_so_that_nobody_can_count_what_he_is_not_shown()
    {
        var scene = new Scene();
        for (var i = 0; i < 50; i++)
        {
            scene.Node.Inject(scene.Envelope(), scene.Now);
        }

        scene.Pass(_tick);

        var sequences = scene.Output.Held.Values.Select(held => held.Sequence).Order().ToArray();
        Assert.True(sequences.Zip(sequences.Skip(1), (left, right) => right - left).Distinct().Count() > 4);
    }

    [Fact]
    public void Who_floods_waits_behind_himself_and_own_mail_has_half()
    {
        var scene = new Scene(new RelayOptions { DailyBytesPerContact = 4 * 1024 * 1024, PerContactEnvelopes = 5000 });
        scene.Online(Scene.Alice, Scene.Bob);
        for (var i = 0; i < 800; i++)
        {
            scene.Offer(Scene.Alice, scene.Envelope());
        }

        scene.Pass(scene.Options.MaxWantDelay);
        foreach (var (from, id) in scene.Output.Wants.ToArray())
        {
            scene.Node.Arrived(from, Named(scene, id), scene.Now);
        }

        var honest = Enumerable.Range(0, 20).Select(_ => scene.Envelope()).ToArray();
        Assert.All(honest, envelope => Assert.True(scene.Give(Scene.Bob, envelope)));
        var own = scene.Envelope();
        scene.Node.Inject(own, scene.Now);
        scene.Pass(_tick * 3);

        var logged = scene.Output.Held.Values.Where(held => held.Sequence != 0).ToArray();
        Assert.Equal(20, logged.Count(held => held.From == Scene.Bob));
        Assert.Contains(logged, held => held.Id == own.Id);
        Assert.InRange(logged.Count(held => held.From == Scene.Alice), 1, 400);
    }

    /// <summary>The envelope of this number, as <see cref="Scene.Envelope"/> made it.</summary>
    private static ToxMail.Core.Relay.Gossip.HeldEnvelope Named(Scene scene, EnvelopeId id) => scene.Envelope() with
    {
        Id = id,
        Tag = new EnvelopeTag(id.Value << 64),
        Commitment = Scene.ReleaseOf((int)id.Value).Commitment(),
    };
}
