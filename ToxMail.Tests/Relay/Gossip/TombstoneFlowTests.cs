using ToxMail.Core.Addressing;
using Xunit;

namespace ToxMail.Tests.Relay.Gossip;

public sealed class TombstoneFlowTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMinutes(10);
    private static readonly PublicKey[] _contacts = [Scene.Alice, Scene.Bob, Scene.Carol, Scene.Dave];

    private readonly Scene _scene = new();

    [Fact]
    public void An_own_x_leaves_to_one_contact_first_and_to_the_others_within_a_tick()
    {
        InjectAndServe();
        Assert.NotEmpty(_scene.Output.Held);

        _scene.Node.Release(Scene.ReleaseOf(1), _scene.Now);
        Assert.Single(_scene.Output.Releases);
        Assert.Empty(_scene.Output.Held);

        _scene.Pass(_tick);
        Assert.Equal(_contacts, _scene.Output.Releases.Select(release => release.To).Order());
    }

    [Fact]
    public void The_first_contact_to_be_told_is_any()
    {
        var first = Enumerable.Range(1, 40).Select(seed =>
        {
            var scene = new Scene(seed: seed);
            InjectAndServe(scene);
            scene.Node.Release(Scene.ReleaseOf(1), scene.Now);
            return scene.Output.Releases[0].To;
        });

        Assert.Equal(_contacts, first.Distinct().Order());
    }

    [Fact]
    public void Who_is_away_is_told_when_he_comes()
    {
        InjectAndServe();
        _scene.Node.Offline(Scene.Dave, _scene.Now);
        _scene.Node.Release(Scene.ReleaseOf(1), _scene.Now);
        _scene.Pass(_tick);
        Assert.DoesNotContain(Scene.Dave, _scene.Output.Releases.Select(release => release.To));

        _scene.Online(Scene.Dave);

        Assert.Contains(Scene.Dave, _scene.Output.Releases.Select(release => release.To));
    }

    [Fact]
    public void Who_left_as_he_was_told_is_told_again_and_who_left_later_is_not()
    {
        InjectAndServe();
        _scene.Node.Release(Scene.ReleaseOf(1), _scene.Now);
        _scene.Pass(_tick);
        Assert.Equal(_contacts.Length, _scene.Output.Releases.Count);
        _scene.Output.Releases.Clear();
        var (soon, late) = (_contacts[0], _contacts[1]);
        _scene.Give(soon, _scene.Envelope());
        _scene.Node.Released(late, [Scene.ReleaseOf(2)], _scene.Now);
        _scene.Pass(TimeSpan.FromSeconds(1));
        _scene.Output.Releases.Clear();

        _scene.Node.Offline(soon, _scene.Now);
        _scene.Node.Offline(late, _scene.Now);
        _scene.Online(soon, late);
        Assert.Equal([(soon, Scene.ReleaseOf(2))], _scene.Output.Releases);

        // Whoever greets again without having left has lost what it was told.
        _scene.Online(soon, late);
        Assert.Equal(2, _scene.Output.Releases.Count);

        _scene.Pass(TimeSpan.FromMinutes(3));
        _scene.Node.Offline(soon, _scene.Now);
        _scene.Online(soon);
        Assert.Equal(2, _scene.Output.Releases.Count);
    }

    [Fact]
    public void An_x_that_fits_nothing_here_goes_no_farther()
    {
        _scene.Online(_contacts);
        _scene.Node.Released(Scene.Alice, [Scene.ReleaseOf(7)], _scene.Now);
        _scene.Pass(TimeSpan.FromHours(1));

        Assert.Empty(_scene.Output.Releases);
    }

    [Fact]
    public void An_envelope_with_a_copied_commitment_does_not_shield_the_other()
    {
        var (genuine, copy) = (_scene.Envelope(), _scene.Envelope());
        copy = copy with { Commitment = genuine.Commitment };
        _scene.Online(_contacts);
        _scene.Give(Scene.Alice, copy);
        _scene.Give(Scene.Bob, genuine);

        _scene.Node.Released(Scene.Carol, [Scene.ReleaseOf(1)], _scene.Now);

        Assert.Empty(_scene.Output.Held);
    }

    [Fact]
    public void A_deleted_envelope_is_not_taken_again_until_nobody_can_have_it_any_more()
    {
        var envelope = _scene.Envelope(life: TimeSpan.FromDays(7));
        _scene.Online(_contacts);
        _scene.Give(Scene.Alice, envelope);
        _scene.Node.Released(Scene.Alice, [Scene.ReleaseOf(1)], _scene.Now);

        _scene.Pass(TimeSpan.FromDays(6));
        Assert.False(_scene.Give(Scene.Bob, envelope));
        Assert.Equal(1, _scene.Node.Usage(_scene.Now).Tombstones);

        _scene.Pass(TimeSpan.FromDays(4));
        Assert.False(_scene.Give(Scene.Bob, envelope));
        Assert.Equal(0, _scene.Node.Usage(_scene.Now).Tombstones);
    }

    [Fact]
    public void Junk_tombstones_cost_bounded_memory_and_keep_nothing_away()
    {
        _scene.Online(_contacts);
        for (var i = 1000; i < 6000; i++)
        {
            _scene.Node.Released(Scene.Alice, [Scene.ReleaseOf(i)], _scene.Now);
        }

        Assert.True(_scene.Give(Scene.Bob, _scene.Envelope()));
        Assert.True(_scene.Give(Scene.Bob, _scene.Envelope() with { Commitment = Scene.ReleaseOf(1000).Commitment() }));
        Assert.False(_scene.Give(Scene.Bob, _scene.Envelope() with { Commitment = Scene.ReleaseOf(5999).Commitment() }));
    }

    private void InjectAndServe() => InjectAndServe(_scene);

    private static void InjectAndServe(Scene scene)
    {
        var envelope = scene.Envelope();
        scene.Online(_contacts);
        scene.Node.Inject(envelope, scene.Now);
        scene.Pass(_tick);
        foreach (var contact in _contacts)
        {
            scene.Node.Wanted(contact, [envelope.Id], scene.Now);
        }
    }
}
