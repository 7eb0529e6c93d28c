using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>The most memory each node holds while a very large mail passes.</summary>
internal static class MemoryOfLargeMail
{
    private const double Megabyte = 1_000_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var mail = TestMail.Create(context.Alice, context.Bob, context.Quick ? 100_000_000 : 1_000_000_000);
        ProcessFigures.ResetPeak(context.Alice.Node.ProcessId);
        ProcessFigures.ResetPeak(context.Bob.Node.ProcessId);
        await context.Alice.SendAsync(mail, context.Bob, cancellationToken);
        await context.Bob.WaitForMailsAsync(1, Timeout, cancellationToken);
        mail.AssertArrivedAs((await context.Bob.EmptyMailboxAsync(cancellationToken))[0]);
        var (sender, receiver) = (context.Alice.Node.Figures.PeakResidentBytes, context.Bob.Node.Figures.PeakResidentBytes);
        Report.Single($"peak memory, sender of {mail.Bytes.Length / Megabyte:0} MB", $"{sender / Megabyte:0} MB", "< 200 MB");
        Report.Single($"peak memory, receiver of {mail.Bytes.Length / Megabyte:0} MB", $"{receiver / Megabyte:0} MB", "< 200 MB");
    }
}
