using System.Diagnostics;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>Mails of 2 kB from SMTP to the peer's POP3, against files of 2 kB, one transfer each, between bare instances.</summary>
internal static class SmallMails
{
    private const int Size = 2_000;
    private const int AtOnce = 200;
    private const int Connections = 8;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var count = context.Quick ? 1_000 : 4_000;
        await BenchContext.CoolDownAsync(cancellationToken);
        var (sender, recipient) = (context.Alice.Node.Figures.CpuTime, context.Bob.Node.Figures.CpuTime);
        var (submitted, arrived) = await MailsAsync(context, count, cancellationToken);
        sender = (context.Alice.Node.Figures.CpuTime - sender) / count;
        recipient = (context.Bob.Node.Figures.CpuTime - recipient) / count;
        await BenchContext.CoolDownAsync(cancellationToken);
        var bare = await FilesAsync(context.Bare, count, cancellationToken);
        Report.Compare("small mails of 2 kB, SMTP to POP3 (per second)", arrived, bare, "/s", "> 1");
        Report.Single("of which handed in over 8 SMTP connections", $"{submitted:0} /s", "");
        Report.Single("CPU time for a mail, sender and recipient", $"{sender.TotalMilliseconds:0.00} + {recipient.TotalMilliseconds:0.00} ms", "");
        await context.Bob.EmptyMailboxAsync(cancellationToken);
    }

    private static async Task<(double Submitted, double Arrived)> MailsAsync(BenchContext context, int count, CancellationToken cancellationToken)
    {
        var mails = Enumerable.Range(0, count).Select(_ => TestMail.Create(context.Alice, context.Bob, Size)).ToArray();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(mails.Chunk(count / Connections).Select(part => SubmitAsync(context, part, cancellationToken)));
        var submitted = clock.Elapsed;
        await context.Bob.WaitForMailsAsync(count, Timeout, cancellationToken);
        return (count / submitted.TotalSeconds, count / clock.Elapsed.TotalSeconds);
    }

    private static async Task SubmitAsync(BenchContext context, TestMail[] mails, CancellationToken cancellationToken)
    {
        await using var smtp = await context.Alice.OpenSmtpAsync(cancellationToken);
        foreach (var mail in mails)
        {
            using var bytes = new MemoryStream(mail.Bytes);
            var reply = await smtp.SubmitAsync(context.Alice.Address, [context.Bob.Address], bytes, cancellationToken);
            if (RawSmtp.Code(reply) != 250)
            {
                throw new InvalidOperationException(reply);
            }
        }
    }

    private static async Task<double> FilesAsync(BarePair pair, int count, CancellationToken cancellationToken)
    {
        var done = pair.Receiver.Received + count;
        var clock = Stopwatch.StartNew();
        pair.Sender.SendFiles(count, Size, AtOnce);
        await Wait.UntilAsync(() => Task.FromResult(pair.Receiver.Received >= done), Timeout, () => $"{done - pair.Receiver.Received} small files", cancellationToken);
        return count / clock.Elapsed.TotalSeconds;
    }
}
