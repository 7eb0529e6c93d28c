using ToxMail.Core.Relay.Gossip;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class HiddenContactTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(10);

    private readonly Scene _scene = new();

    public HiddenContactTests()
    {
        _scene.Node.Settle(new NeighbourState { Key = Scene.Carol, IsHidden = true }, _scene.Now);
        _scene.Online(Scene.Alice, Scene.Bob, Scene.Carol, Scene.Dave);
    }

    [Fact]
    public void Is_not_shown_what_one_contact_alone_has_offered()
    {
        var envelope = _scene.Envelope();
        _scene.Give(Scene.Alice, envelope);
        _scene.Pass(_tick);

        Assert.True(_scene.WasOffered(Scene.Bob, envelope));
        Assert.False(_scene.WasOffered(Scene.Carol, envelope));
        _scene.Node.Wanted(Scene.Carol, [envelope.Id], _scene.Now);
        Assert.Empty(_scene.Output.Serves);
    }

    [Fact]
    public void Is_shown_it_once_a_second_has_offered_it_too()
    {
        var envelope = _scene.Envelope();
        _scene.Give(Scene.Alice, envelope);
        _scene.Pass(_tick);

        _scene.Offer(Scene.Dave, envelope);
        _scene.Pass(_tick);

        Assert.True(_scene.WasOffered(Scene.Carol, envelope));
    }

    [Fact]
    public void A_contact_who_got_it_from_here_is_no_witness()
    {
        var envelope = _scene.Envelope();
        _scene.Give(Scene.Alice, envelope);
        _scene.Pass(_tick);
        _scene.Node.Wanted(Scene.Bob, [envelope.Id], _scene.Now);

        _scene.Offer(Scene.Bob, envelope);
        _scene.Pass(_tick);

        Assert.False(_scene.WasOffered(Scene.Carol, envelope));
    }

    [Fact]
    public void Is_shown_our_own_mail()
    {
        var envelope = _scene.Envelope();
        _scene.Node.Inject(envelope, _scene.Now);
        _scene.Pass(_tick);

        Assert.True(_scene.WasOffered(Scene.Carol, envelope));
    }

    [Fact]
    public void What_comes_from_it_alone_is_shown_to_nobody_and_asked_for_as_if_it_were_not_here()
    {
        var envelope = _scene.Envelope();
        _scene.Give(Scene.Carol, envelope);
        _scene.Pass(_tick);
        Assert.Empty(_scene.Output.Offers);

        _scene.Offer(Scene.Alice, envelope);
        _scene.Pass(_scene.Options.MaxWantDelay);

        Assert.Contains((Scene.Alice, envelope.Id), _scene.Output.Wants);
        Assert.False(_scene.Node.Arrived(Scene.Alice, envelope, _scene.Now));
    }

    [Fact]
    public void An_x_that_it_alone_can_have_told_is_not_passed_on()
    {
        var envelope = _scene.Envelope();
        _scene.Give(Scene.Alice, envelope);

        _scene.Node.Released(Scene.Carol, [Scene.ReleaseOf(1)], _scene.Now);
        _scene.Pass(TimeSpan.FromHours(1));

        Assert.Empty(_scene.Output.Held);
        Assert.Empty(_scene.Output.Releases);

        _scene.Offer(Scene.Alice, envelope);
        _scene.Pass(TimeSpan.FromHours(1));
        Assert.Empty(_scene.Output.Releases);
        Assert.True(Assert.Single(_scene.Output.Spent).IsQuiet);
    }

    [Fact]
    public void An_x_of_its_that_fits_nothing_here_is_not_kept_for_what_others_may_bring()
    {
        var envelope = _scene.Envelope();
        _scene.Node.Released(Scene.Carol, [Scene.ReleaseOf(1)], _scene.Now);

        Assert.True(_scene.Give(Scene.Alice, envelope));
    }

    [Fact]
    public void What_it_missed_while_offline_is_shown_when_it_comes_back()
    {
        var envelope = _scene.Envelope();
        _scene.Give(Scene.Alice, envelope);
        _scene.Pass(_tick);
        _scene.Node.Offline(Scene.Carol, _scene.Now);
        _scene.Offer(Scene.Dave, envelope);
        _scene.Pass(_tick);
        var head = _scene.Node.HelloFor(Scene.Carol)!.Value.LogHead;

        _scene.Node.Online(Scene.Carol, new ToxMail.Core.Wire.NeighbourHello(5, 0, Scene.StoreId, head), _scene.Now);

        Assert.True(_scene.WasOffered(Scene.Carol, envelope));
    }
}
