using System.Diagnostics;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>CPU of nodes that have one contact online and nothing to do.</summary>
internal static class IdleCost
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(180);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        // A first run compiles in the background, and a young network searches more than an old one.
        await Wait.ForSomeTimeAsync(Settle, cancellationToken);
        var clock = Stopwatch.StartNew();
        var before = Spent(context);
        await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(context.Quick ? 20 : 120), cancellationToken);
        var after = Spent(context);
        Report.Compare("idle CPU, one contact online (% of a core)", Percent(after.Ours - before.Ours, clock), Percent(after.Bare - before.Bare, clock), "%", "<= 1.5");
    }

    /// <summary>Of both ends together: what libtoxcore itself does comes in bursts, and falls to one end or the other.</summary>
    private static (TimeSpan Ours, TimeSpan Bare) Spent(BenchContext context) => (
        context.Alice.Node.Figures.CpuTime + context.Bob.Node.Figures.CpuTime,
        context.Bare.Sender.Time.Spent + context.Bare.Receiver.Time.Spent);

    private static double Percent(TimeSpan spent, Stopwatch clock) => 100 * spent / 2 / clock.Elapsed;
}
