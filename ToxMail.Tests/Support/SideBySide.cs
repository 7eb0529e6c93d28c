using System.Reflection;
using Xunit;

namespace ToxMail.Tests.Support;

/// <summary>
/// Runs the tests of a class at once, in the place of one. For tests that do little else than wait until real nodes have found each other: one after the other they
/// would keep one of the suite's two places busy with nothing for minutes. They must not share anything.
/// </summary>
public sealed class SideBySide : IAsyncDisposable
{
    /// <summary>That of the class: a test ends while others still run.</summary>
    private readonly CancellationToken _cancelled = TestContext.Current.CancellationToken;

    private readonly Lock _starting = new();
    private Dictionary<MethodInfo, Task>? _running;

    /// <summary>Starts all of them, unless that was done before, and ends as the given one does.</summary>
    public Task RunAsync(Func<CancellationToken, Task> one, params ReadOnlySpan<Func<CancellationToken, Task>> all)
    {
        lock (_starting)
        {
            _running ??= all.ToArray().ToDictionary(static test => test.Method, test => Task.Run(() => test(_cancelled), CancellationToken.None));
            return _running[one.Method];
        }
    }

    /// <summary>Those that nobody has waited for, because a filter chose others, are to end all the same.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var test in _running is null ? [] : _running.Values.ToArray())
        {
            await test.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
