using System.Diagnostics;
using System.Text;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>From "250" to the peer's POP3, against the way of one packet between bare instances that never sleep.</summary>
internal static class Latency
{
    private const int Rounds = 40;
    private const byte FirstByte = 170;

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        List<double> mails = [], logins = [];
        for (var i = 0; i < Rounds; i++)
        {
            await Wait.ForSomeTimeAsync(TimeSpan.FromMilliseconds(500), cancellationToken);
            logins.Add(await TimeAsync(() => context.Bob.CountMailsAsync(cancellationToken)));
            mails.Add(await OneMailAsync(context, cancellationToken));
        }

        var bare = await BareAsync(context.Bare, cancellationToken);
        Report.Compare("250 to the peer's POP3, median (ms)", Median(mails), bare, "ms", "tens of ms");
        Report.Single("250 to the peer's POP3, slowest (ms)", $"{mails.Max():0.0} ms", "");
        Report.Single("of which one POP3 login and listing, median (ms)", $"{Median(logins):0.0} ms", "");
    }

    private static async Task<double> OneMailAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var mail = TestMail.Create(context.Alice, context.Bob, 1_000);
        await context.Alice.SendAsync(mail, context.Bob, cancellationToken);
        var took = await TimeAsync(async () =>
        {
            while (await context.Bob.CountMailsAsync(cancellationToken) == 0)
            {
                // The login itself is the pause.
            }
        });
        await context.Bob.EmptyMailboxAsync(cancellationToken);
        return took;
    }

    private static async Task<double> BareAsync(BarePair pair, CancellationToken cancellationToken)
    {
        List<double> times = [];
        using var back = new SemaphoreSlim(0);
        pair.Receiver.PacketArrived = packet => pair.Receiver.Answer(packet);
        pair.Sender.PacketArrived = _ => back.Release();
        (pair.Sender.Restless, pair.Receiver.Restless) = (true, true);
        var packet = Encoding.ASCII.GetBytes("_ping");
        packet[0] = FirstByte;
        for (var i = 0; i < Rounds; i++)
        {
            times.Add(await TimeAsync(async () =>
            {
                pair.Sender.SendPacket(packet);
                await back.WaitAsync(TimeSpan.FromSeconds(5), cancellationToken);
            }) / 2);
        }

        (pair.Sender.Restless, pair.Receiver.Restless) = (false, false);
        return Median(times);
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var clock = Stopwatch.StartNew();
        await action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
