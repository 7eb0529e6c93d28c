using System.Diagnostics;
using Xunit;

namespace ToxMail.Tests.Support.Hosts;

/// <summary>
/// Runs the current test once more in a process of its own, in a network namespace that nothing can leave: there it may make and cut links.
/// Works for everybody where user namespaces are allowed, and for root.
/// </summary>
internal static class OwnNetwork
{
    private const string Inside = "TOXMAIL_TESTS_OWN_NETWORK";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly string[][] Ways = [["--user", "--map-root-user", "--net"], ["--net"]];

    public static async Task RunAsync(Func<CancellationToken, Task> test)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        if (Environment.GetEnvironmentVariable(Inside) is null)
        {
            await RunSelfAsync(await FindWayAsync(cancellationToken), cancellationToken);
        }
        else
        {
            await Command.RunAsync("ip", "link set lo up", cancellationToken);
            await test(cancellationToken);
        }
    }

    private static async Task<string[]> FindWayAsync(CancellationToken cancellationToken)
    {
        List<string> refusals = [];
        foreach (var way in Ways)
        {
            var (exitCode, output) = await Command.TryAsync(new ProcessStartInfo("unshare", [.. way, "ip", "link", "set", "lo", "up"]), cancellationToken);
            if (exitCode == 0)
            {
                return way;
            }

            refusals.Add($"unshare {string.Join(' ', way)}: {output.Trim()}");
        }

        Assert.Fail($"This test needs a network namespace of its own, and this machine allows none. Allow user namespaces or run the tests as root.\n{string.Join('\n', refusals)}");
        return [];
    }

    private static async Task RunSelfAsync(string[] way, CancellationToken cancellationToken)
    {
        var method = TestContext.Current.TestMethod ?? throw new InvalidOperationException("No test runs.");
        var tests = Path.Combine(AppContext.BaseDirectory, $"{typeof(OwnNetwork).Assembly.GetName().Name}.dll");
        var start = new ProcessStartInfo("unshare", [.. way, "--kill-child", "dotnet", tests, "-noColor", "-method", $"{method.TestClass.TestClassName}.{method.MethodName}"]);
        start.Environment[Inside] = "1";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);

        var (exitCode, output) = await Command.TryAsync(start, limit.Token);

        Assert.True(exitCode == 0 && output.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", StringComparison.Ordinal), output);
    }
}
