using System.Collections.Concurrent;
using System.Diagnostics;

namespace ToxMail.Tests.Support.Nodes;

/// <summary><c>toxmail demo</c> in a process of its own.</summary>
internal sealed class DemoProcess(string temporaryFolder, params string[] words) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process = new()
    {
        StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ToxMail.Web.dll"), "demo", .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TMPDIR"] = temporaryFolder, ["DOTNET_ENVIRONMENT"] = "Production" },
        },
    };

    public string Output => string.Join('\n', _output);

    public string Tail() => string.Join('\n', _output.TakeLast(40));

    /// <summary>Starts it and waits until it says that its people see each other.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        ChildProcesses.Remember(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var ended = await Task.WhenAny(_ready.Task, _process.WaitForExitAsync(cancellationToken), Task.Delay(MailCircle.ConnectTimeout, TimeProvider.System, cancellationToken));
        if (ended != _ready.Task)
        {
            throw new InvalidOperationException($"The demo did not become ready:\n{Tail()}");
        }
    }

    /// <summary>Ends it as a service manager does, within the time that the program promises, and gives its exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Signal.SendTerminate(_process);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(NodeProcess.StopTimeout, cancellationToken);
        ChildProcesses.Forget(_process);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal.SendKill(_process);
            await _process.WaitForExitAsync();
        }

        ChildProcesses.Forget(_process);
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.Contains("ToxMail ready", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
