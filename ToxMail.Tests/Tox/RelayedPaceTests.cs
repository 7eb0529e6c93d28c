using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Tox;
using Xunit;

namespace ToxMail.Tests.Tox;

public sealed class RelayedPaceTests
{
    private const int Chunk = 1371;

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(50)]
    public void Half_a_megabyte_leaves_in_a_second_however_long_an_iteration_takes(int milliseconds)
    {
        var pace = new RelayedPace(_time);
        var sent = 0;
        for (var passed = 0; passed < 10_000; passed += milliseconds)
        {
            sent += Drain(pace);
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.InRange(sent, 4_900_000, 5_100_000);
    }

    [Fact]
    public void A_pause_saves_up_little()
    {
        var pace = new RelayedPace(_time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.InRange(Drain(pace), Chunk, 30_000);
    }

    [Fact]
    public void Holds_while_both_send_and_for_three_seconds_more()
    {
        var pace = new RelayedPace(_time);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(pace.Holds(receives: false));
        Assert.True(pace.Holds(receives: true));

        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.True(pace.Holds(receives: false));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(pace.Holds(receives: false));
    }

    [Fact]
    public void Holds_for_three_seconds_when_files_begin_to_leave()
    {
        var pace = new RelayedPace(_time);
        _time.Advance(TimeSpan.FromMinutes(1));
        pace.Watch();

        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.True(pace.Holds(receives: false));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(pace.Holds(receives: false));
    }

    private static int Drain(RelayedPace pace)
    {
        var sent = 0;
        for (; pace.MaySend; sent += Chunk)
        {
            pace.Sent(Chunk);
        }

        return sent;
    }
}
