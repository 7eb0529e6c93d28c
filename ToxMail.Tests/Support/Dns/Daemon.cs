using System.Collections.Concurrent;
using System.Diagnostics;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Tests.Support.Dns;

/// <summary>A server program of the system that a test runs on its own configuration, ended with the test.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> _log = [];
    private readonly Process _process;

    private Daemon(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public string Log => string.Join('\n', _log);

    public static Daemon Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        ChildProcesses.Remember(process);
        return new Daemon(process);
    }

    public async ValueTask DisposeAsync()
    {
        Signal.SendTerminate(_process);
        using (var timeout = new CancellationTokenSource(_stopTimeout))
        {
            await _process.WaitForExitAsync(timeout.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        Signal.SendKill(_process);
        ChildProcesses.Forget(_process);
        _process.Dispose();
    }

    private void Remember(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
        }
    }
}
