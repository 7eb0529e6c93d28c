using System.Diagnostics;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>CPU of a node that has one contact online and nothing to do.</summary>
internal static class IdleCost
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        // A first run compiles in the background, and a young network searches more than an old one.
        await Wait.ForSomeTimeAsync(Settle, cancellationToken);
        var clock = Stopwatch.StartNew();
        var before = (Ours: context.Alice.Node.Figures.CpuTime, Bare: context.Bare.Sender.Time.Spent);
        await Wait.ForSomeTimeAsync(TimeSpan.FromSeconds(context.Quick ? 20 : 60), cancellationToken);
        var ours = context.Alice.Node.Figures.CpuTime - before.Ours;
        var bare = context.Bare.Sender.Time.Spent - before.Bare;
        Report.Compare("idle CPU, one contact online (% of a core)", Percent(ours, clock), Percent(bare, clock), "%", "<= 1.5");
    }

    private static double Percent(TimeSpan spent, Stopwatch clock) => 100 * spent / clock.Elapsed;
}
