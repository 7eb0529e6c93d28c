namespace ToxMail.Core.Net;

/// <summary>
/// How long a session waits for its client: for a while after each step forward, and as long as the client has not logged in, no longer
/// than a fixed time in all. Without the latter a few hundred clients that say NOOP for ever would keep everybody else out.
/// </summary>
internal sealed class Patience : IAsyncDisposable
{
    // A client that sends or takes less than this within the idle time is as good as silent (slow-loris).
    private const int LeastProgress = 64 * 1024;

    private readonly TimeSpan _idleTimeout;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private TimeSpan _total = Timeout.InfiniteTimeSpan;
    private long _progress;
    private volatile bool _isOver;

    internal Patience(TimeSpan idleTimeout, TimeProvider time, Action ended)
    {
        _idleTimeout = idleTimeout;
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(_ => End(ended), null, idleTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether it came to its end; that is for good.</summary>
    internal bool IsOver => _isOver;

    /// <summary>The client, or work of ours that kept it waiting, made a step forward.</summary>
    internal void Renew()
    {
        _progress = 0;
        _timer.Change(Left(), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Octets came in or were taken; much of them is a step forward.</summary>
    internal void Count(long octets)
    {
        _progress += octets;
        if (_progress >= LeastProgress)
        {
            Renew();
        }
    }

    /// <summary>Sets the time in all, from the start of the connection on; infinite lifts the limit.</summary>
    internal void LimitTo(TimeSpan total)
    {
        _total = total;
        Renew();
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private TimeSpan Left()
    {
        if (_total == Timeout.InfiniteTimeSpan)
        {
            return _idleTimeout;
        }

        var left = _total - _time.GetElapsedTime(_start);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < _idleTimeout ? left : _idleTimeout;
    }

    private void End(Action ended)
    {
        _isOver = true;
        ended();
    }
}
