using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class WantTimingTests
{
    /// <summary>Two nodes that differ in nothing but whom the envelopes are for do the same at the same times: what one sees of them cannot tell.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void What_is_asked_and_when_does_not_depend_on_whom_it_is_for(int seed)
    {
        var (recipient, carrier) = (Run(seed, everyOther: true), Run(seed, everyOther: false));

        Assert.NotEmpty(carrier);
        Assert.Equal(carrier, recipient);
    }

    private static List<(DateTimeOffset At, EnvelopeId Id)> Run(int seed, bool everyOther)
    {
        var scene = new Scene(seed: seed);
        var seen = new List<(DateTimeOffset, EnvelopeId)>();
        scene.Online(Scene.Alice, Scene.Bob);
        for (var i = 0; i < 200; i++)
        {
            var envelope = scene.Envelope(author: everyOther && i % 2 == 0 ? Scene.Dave : null);
            scene.Offer(i % 3 == 0 ? Scene.Bob : Scene.Alice, envelope, (byte)(i % 7), (ulong)i);
            scene.Offer(Scene.Alice, envelope, EnvelopeOffer.MaxHops, (ulong)i);
            scene.Pass(TimeSpan.FromSeconds(97));
            seen.AddRange(scene.Output.Wants.Skip(seen.Count).Select(want => (scene.Now, want.Id)));
            foreach (var (from, id) in scene.Output.Wants.TakeLast(3).ToArray())
            {
                scene.Node.Arrived(from, envelope with { Id = id }, scene.Now);
            }
        }

        return seen;
    }
}
