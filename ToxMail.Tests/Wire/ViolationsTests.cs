using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using Xunit;

namespace ToxMail.Tests.Wire;

public sealed class ViolationsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_hundred_broken_packets_mute_their_sender_for_an_hour()
    {
        var (peer, other) = (TemporaryStore.Key(2), TemporaryStore.Key(3));
        var violations = new Violations(_time, NullLogger<Violations>.Instance);
        Assert.False(violations.IsMuted(peer));

        Assert.All(Enumerable.Range(1, 99), _ => Assert.False(violations.Add(peer)));
        Assert.False(violations.Add(other));
        Assert.False(violations.IsMuted(peer));
        Assert.True(violations.Add(peer));

        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.True(violations.IsMuted(peer));
        Assert.False(violations.IsMuted(other));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(violations.IsMuted(peer));
    }

    [Fact]
    public void A_few_broken_packets_now_and_then_mute_nobody()
    {
        var peer = TemporaryStore.Key(2);
        var violations = new Violations(_time, NullLogger<Violations>.Instance);
        for (var hour = 0; hour < 5; hour++)
        {
            Assert.All(Enumerable.Range(1, 99), _ => Assert.False(violations.Add(peer)));
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.False(violations.IsMuted(peer));
    }

    [Fact]
    public void After_the_hour_it_takes_a_hundred_more()
    {
        var peer = TemporaryStore.Key(2);
        var violations = new Violations(_time, NullLogger<Violations>.Instance);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(100, Enumerable.Range(1, 200).First(_ => violations.Add(peer)));
            Assert.True(violations.IsMuted(peer));
            _time.Advance(TimeSpan.FromHours(1));
        }
    }
}
