using System.Threading.Channels;

namespace ToxMail.Core.Delivery;

/// <summary>A signal that coalesces: many wakes while the loop is busy become one.</summary>
internal sealed class WakeSignal(TimeProvider time)
{
    /// <summary>The clock may be set and the machine may sleep, and a timer knows of neither: so the time is looked at again and again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Wake() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a wake or for the time to come; null waits for a wake alone.</summary>
    internal async Task WaitUntilAsync(DateTimeOffset? due, CancellationToken cancellationToken)
    {
        var wait = due is null ? Longest : Clamp(due.Value - time.GetUtcNow());
        using var timer = time.CreateTimer(_ => Wake(), null, wait, Timeout.InfiniteTimeSpan);
        await _channel.Reader.ReadAsync(cancellationToken);
    }

    private static TimeSpan Clamp(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
