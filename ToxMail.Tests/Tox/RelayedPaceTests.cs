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
