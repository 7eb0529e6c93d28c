using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>The most memory each node holds while a very large mail passes.</summary>
internal static class MemoryOfLargeMail
{
    private const double Megabyte = 1_000_000;
    private const long LargestMail = 1_200_000_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        // Nodes of its own: others hold what the earlier measures needed.
        var largest = new Dictionary<string, string> { ["Mail:MaxMessageBytes"] = $"{LargestMail}" };
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, [("carol", largest), ("dave", largest)], cancellationToken);
        var (carol, dave) = (circle.Users[0], circle.Users[1]);
        var mail = TestMail.Create(carol, dave, context.Quick ? 100_000_000 : 1_000_000_000);
        await carol.SendAsync(mail, dave, cancellationToken);
        await dave.WaitForMailsAsync(1, Timeout, cancellationToken);
        mail.AssertArrivedAs((await dave.EmptyMailboxAsync(cancellationToken))[0]);
        var (sender, receiver) = (carol.Node.Figures.PeakResidentBytes, dave.Node.Figures.PeakResidentBytes);
        Report.Single($"peak memory, sender of {mail.Bytes.Length / Megabyte:0} MB", $"{sender / Megabyte:0} MB", "< 200 MB");
        Report.Single($"peak memory, receiver of {mail.Bytes.Length / Megabyte:0} MB", $"{receiver / Megabyte:0} MB", "< 200 MB");
    }
}
