using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ToxMail.Core.Tox;

/// <summary>
/// The thread that owns libtoxcore. It sleeps for the library's own interval, is woken at once by a command or a contact's packet, and iterates at least
/// every 5 ms while files move: at 50 ms a transfer reaches a third of its speed. Where nothing happens it sleeps longer, until a packet comes.
/// </summary>
internal sealed class ToxLoop : IAsyncDisposable
{
    private const int BusyInterval = 5;

    /// <summary>While nothing happens and no packet comes; libtoxcore's own timers count seconds.</summary>
    private const int RestInterval = 200;

    private const int AfterFault = 1000;

    /// <summary>A wall clock this far ahead of the loop means the machine slept: every connection is dead and the library does not know yet.</summary>
    private static readonly TimeSpan ClockJump = TimeSpan.FromSeconds(30);

    /// <summary>How long after something happened the library's own interval holds: it measures its rate of sending by it.</summary>
    private static readonly TimeSpan Awake = TimeSpan.FromSeconds(5);

    private readonly ToxEngine _engine;
    private readonly ConcurrentQueue<Action<ToxEngine?>> _commands = new();
    private readonly ProfileKeeper _profile;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LoopSleep _sleep = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;
    private DateTimeOffset _lastPass;
    private DateTimeOffset _restsFrom;
    private volatile bool _stopping;
    private volatile bool _closed;

    internal ToxLoop(ToxEngine engine, ProfileKeeper profile, TimeProvider time, ILogger logger)
    {
        _engine = engine;
        _profile = profile;
        _time = time;
        _logger = logger;
        _thread = new Thread(Run) { Name = "Tox", IsBackground = true };
    }

    internal void Start() => _thread.Start();

    /// <summary>Runs a command on the thread; with null once the engine is gone.</summary>
    internal void Post(Action<ToxEngine?> command)
    {
        _commands.Enqueue(command);
        if (_closed)
        {
            RunCommands(null);
        }
        else
        {
            _sleep.Wake();
        }
    }

    public async ValueTask DisposeAsync()
    {
        var started = !_thread.ThreadState.HasFlag(ThreadState.Unstarted);
        if (!_stopping && !started)
        {
            Close();
        }

        _stopping = true;
        Post(static _ => { });
        await _ended.Task;
        _sleep.Dispose();
    }

    private void Run()
    {
        _sleep.ListenTo(_engine.Instance.UdpPort);
        _lastPass = _time.GetUtcNow();
        while (!_stopping)
        {
            TryPass();
        }

        Close();
    }

    /// <summary>An exception that leaves this thread would end the process.</summary>
    private void TryPass()
    {
        try
        {
            Pass();
            _sleep.Sleep(Interval(), forPackets: !_engine.Busy, undisturbed: Rests() ? RestInterval : 0);
        }
        catch (Exception exception)
        {
            ToxNodeLog.LoopFailed(_logger, exception);
            _sleep.Sleep(AfterFault, forPackets: false);
        }
    }

    private void Pass()
    {
        RunCommands(_engine);
        _engine.Iterate();
        _profile.SaveWhenDue();
        var now = _time.GetUtcNow();
        if (now - _lastPass > ClockJump)
        {
            _engine.ClockJumped();
        }

        _lastPass = now;
        if (_engine.Stirred)
        {
            _engine.Stirred = false;
            _restsFrom = now + Awake;
        }
    }

    private int Interval()
    {
        var interval = (int)_engine.Instance.IterationInterval;
        return _engine.Busy ? Math.Min(interval, BusyInterval) : interval;
    }

    private bool Rests() => _engine.IsQuiet && _lastPass >= _restsFrom;

    private void RunCommands(ToxEngine? engine)
    {
        while (_commands.TryDequeue(out var command))
        {
            command(engine);
            engine?.Stirred = true;
        }
    }

    private void Close()
    {
        RunCommands(_engine);
        _engine.EndTransfers();
        _profile.SaveNow();
        _engine.Instance.Dispose();
        _closed = true;
        RunCommands(null);
        _ended.TrySetResult();
    }
}
