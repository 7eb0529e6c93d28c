using Microsoft.Extensions.Time.Testing;
using ToxMail.Core.Delivery;
using Xunit;

namespace ToxMail.Tests.Delivery;

public sealed class WakeSignalTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Wakes_at_the_time_and_not_before()
    {
        var waiting = Wait(_time.GetUtcNow().AddSeconds(30));

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(Timeout, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Looks_at_the_clock_again_each_minute_however_long_there_is_nothing_to_do()
    {
        foreach (var due in (DateTimeOffset?[])[null, _time.GetUtcNow().AddDays(7)])
        {
            var waiting = Wait(due);
            _time.Advance(TimeSpan.FromMinutes(1));
            await waiting.WaitAsync(Timeout, TestContext.Current.CancellationToken);
        }
    }

    private Task Wait(DateTimeOffset? due) => new WakeSignal(_time).WaitUntilAsync(due, TestContext.Current.CancellationToken);
}
