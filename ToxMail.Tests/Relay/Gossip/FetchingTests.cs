using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Wire;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

/// <summary>When what is offered is asked for, and how long it is waited for.</summary>
public sealed class FetchingTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void Asks_for_nothing_while_there_is_no_room_and_for_all_of_it_once_there_is()
    {
        HeldEnvelope[] envelopes = [_scene.Envelope(), _scene.Envelope(author: Scene.Bob), _scene.Envelope()];
        _scene.Online(Scene.Alice);
        _scene.HasRoom = false;
        foreach (var envelope in envelopes)
        {
            _scene.Offer(Scene.Alice, envelope, upTo: 10);
        }

        _scene.Pass(TimeSpan.FromHours(5));
        Assert.Empty(_scene.Output.Wants);
        Assert.Equal(0UL, _scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);

        _scene.HasRoom = true;
        _scene.Pass(_scene.Options.MaxWantDelay + TimeSpan.FromSeconds(5));
        Assert.Equal(envelopes.Select(static envelope => envelope.Id.Value).Order(), _scene.Output.Wants.Select(static want => want.Id.Value).Order());
    }

    [Fact]
    public void Waits_longer_for_much_than_for_little()
    {
        Assert.InRange(PatienceFor(1, EnvelopeClass.Small), TimeSpan.FromSeconds(1205), TimeSpan.FromSeconds(1206));
        Assert.InRange(PatienceFor(8, EnvelopeClass.Large), TimeSpan.FromSeconds(1237), TimeSpan.FromSeconds(1238));
        Assert.InRange(PatienceFor(100, EnvelopeClass.Large), TimeSpan.FromSeconds(1605), TimeSpan.FromSeconds(1606));
    }

    [Fact]
    public void What_keeps_coming_gives_no_more_time_to_what_does_not()
    {
        var withheld = _scene.Envelope();
        _scene.Online(Scene.Alice, Scene.Bob);
        _scene.Offer(Scene.Alice, withheld);
        _scene.PassUntilWanted(withheld);
        _scene.Offer(Scene.Bob, withheld);
        for (var minutes = 0; minutes < 45; minutes++)
        {
            var delivered = _scene.Envelope();
            _scene.Offer(Scene.Alice, delivered, upTo: (ulong)minutes + 2);
            _scene.Pass(TimeSpan.FromMinutes(1));
            _scene.Node.Arrived(Scene.Alice, delivered, _scene.Now);
        }

        Assert.Contains((Scene.Bob, withheld.Id), _scene.Output.Wants);
    }

    /// <summary>Some 8,000 may be open; a contact with more is asked for the rest in the same session, whether or not all of the first came.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void What_a_contact_offers_beyond_what_may_be_open_it_is_asked_to_show_again(bool allCome)
    {
        const int Count = 10_000;
        var envelopes = Enumerable.Range(0, Count).Select(_ => _scene.Envelope()).ToArray();
        _scene.Online(Scene.Alice);
        _scene.Node.Change(_scene.Options with { PerContactEnvelopes = Count, PerContactBytes = long.MaxValue, DailyBytesPerContact = long.MaxValue }, _scene.Now);
        Offer(envelopes);
        _scene.Pass(_scene.Options.MaxWantDelay);
        var first = Arrive(envelopes, skip: allCome ? 0 : 1);
        Assert.InRange(first, 8_000, Count - 1);
        if (!allCome)
        {
            Assert.Empty(_scene.Node.TakeToGreet());
            _scene.Pass(TimeSpan.FromHours(6));
        }

        Assert.Equal([Scene.Alice], _scene.Node.TakeToGreet());
        Assert.Empty(_scene.Node.TakeToGreet());

        Offer(envelopes);
        _scene.Pass(_scene.Options.MaxWantDelay);
        Assert.Equal(Count, first + Arrive(envelopes, skip: 0));
        Assert.Equal((ulong)Count, _scene.Node.HelloFor(Scene.Alice)!.Value.YourCursor);
        Assert.Empty(_scene.Node.TakeToGreet());
    }

    /// <summary>In frames, as a contact shows its log.</summary>
    private void Offer(HeldEnvelope[] envelopes)
    {
        for (var shown = 0; shown < envelopes.Length; shown += WireFormat.MaxOffers)
        {
            var some = envelopes.Skip(shown).Take(WireFormat.MaxOffers).Select(static envelope => Scene.OfferOf(envelope)).ToList();
            _scene.Node.Offered(Scene.Alice, (ulong)(shown + some.Count), some, _scene.Now);
        }
    }

    /// <summary>What was asked for comes, but for the first few.</summary>
    private int Arrive(HeldEnvelope[] envelopes, int skip)
    {
        var wanted = _scene.Output.Wants.Select(static want => want.Id).ToHashSet();
        return envelopes.Where(envelope => wanted.Contains(envelope.Id)).Skip(skip).Count(envelope => _scene.Node.Arrived(Scene.Alice, envelope, _scene.Now));
    }

    /// <summary>How long one contact is waited for before another is asked for the same.</summary>
    private static TimeSpan PatienceFor(int envelopes, EnvelopeClass size)
    {
        var scene = new Scene();
        scene.Online(Scene.Alice);
        for (var i = 0; i < envelopes; i++)
        {
            scene.Offer(Scene.Alice, scene.Envelope(size));
        }

        while (scene.Output.Wants.Count == 0)
        {
            scene.Pass(scene.Node.NextDue - scene.Now);
        }

        var asked = scene.Now;
        var waits = new List<TimeSpan>();
        while (scene.Now < asked + TimeSpan.FromHours(1))
        {
            scene.Pass(scene.Node.NextDue - scene.Now);
            waits.Add(scene.Now - asked);
        }

        return waits.Find(static wait => wait > TimeSpan.FromMinutes(20));
    }
}
