using System.Diagnostics;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>One large mail, from "250" to the peer's POP3, against a file of the same size between bare instances; both from an idle link.</summary>
internal static class BulkThroughput
{
    private const double Megabyte = 1_000_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var size = context.Quick ? 20_000_000 : 100_000_000;
        await BenchContext.CoolDownAsync(cancellationToken);
        var bare = await FileAsync(context.Bare, size, cancellationToken);
        await BenchContext.CoolDownAsync(cancellationToken);
        var plain = await MailAsync(context, TestMail.CreateIncompressible(context.Alice, context.Bob, size), cancellationToken);
        await BenchContext.CoolDownAsync(cancellationToken);
        var base64 = await MailAsync(context, TestMail.Create(context.Alice, context.Bob, size), cancellationToken);
        Report.Compare($"one mail of {size / Megabyte:0} MB that does not compress (MB/s)", plain, bare, "MB/s", ">= 0.9");
        Report.Compare($"one mail of {size / Megabyte:0} MB in base64 (MB/s)", base64, bare, "MB/s", ">= 0.9");
    }

    private static async Task<double> MailAsync(BenchContext context, TestMail mail, CancellationToken cancellationToken)
    {
        await context.Alice.SendAsync(mail, context.Bob, cancellationToken);
        var clock = Stopwatch.StartNew();
        await context.Bob.WaitForMailsAsync(1, Timeout, cancellationToken);
        var speed = mail.Bytes.Length / Megabyte / clock.Elapsed.TotalSeconds;
        mail.AssertArrivedAs((await context.Bob.EmptyMailboxAsync(cancellationToken))[0]);
        return speed;
    }

    private static async Task<double> FileAsync(BarePair pair, int size, CancellationToken cancellationToken)
    {
        var done = pair.Receiver.Received + 1;
        var clock = Stopwatch.StartNew();
        pair.Sender.SendFiles(1, size, atOnce: 1);
        await Wait.UntilAsync(() => Task.FromResult(pair.Receiver.Received >= done), Timeout, () => "one large file", cancellationToken);
        return size / Megabyte / clock.Elapsed.TotalSeconds;
    }
}
