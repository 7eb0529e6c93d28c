using System.Diagnostics;

namespace ToxMail.Tests.Support.Nodes;

/// <summary>Waits for what real processes do, always with a bound.</summary>
internal static class Wait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks again and again until the answer is one; fails with the description (asked for late, so that it can hold logs).</summary>
    public static async Task<T> ForAsync<T>(Func<Task<T?>> ask, TimeSpan atMost, Func<string> description, CancellationToken cancellationToken)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (clock.Elapsed > atMost)
            {
                throw new TimeoutException($"Not within {atMost.TotalSeconds:0} s: {description()}");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public static Task UntilAsync(Func<Task<bool>> isSo, TimeSpan atMost, Func<string> description, CancellationToken cancellationToken) =>
        ForAsync(async () => await isSo() ? "" : null, atMost, description, cancellationToken);

    public static Task ForSomeTimeAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, TimeProvider.System, cancellationToken);
}
