using System.Diagnostics;
using ToxMail.Core.Addressing;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>
/// Mails taken for good in a second, by one client and by eight: ours for somebody who is no contact yet, so that nothing is sent meanwhile;
/// Postfix into its hold queue; aiosmtpd into a maildir that it does not flush.
/// </summary>
internal static class Acceptance
{
    private static readonly (string Name, int Size)[] Mails = [("2 kB", 2_000), ("50 kB", 50_000)];

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromSeconds(context.Quick ? 1 : 4);
        await using var circle = await MailCircle.StartStrangersAsync(tcpOnly: false, [("erin", MailCircle.Plain)], cancellationToken);
        var erin = circle.Users[0];
        var nobody = $"{new ToxId(new PublicKey(Enumerable.Repeat((byte)9, PublicKey.Size).ToArray()), 1)}@tox.alt";
        await using var postfix = await MailPeer.StartAsync("bash", "postfix.sh", cancellationToken);
        await using var aiosmtpd = await MailPeer.StartAsync("/usr/bin/python3", "smtpd.py", cancellationToken);
        await RateAsync(() => erin.OpenSmtpAsync(cancellationToken), 8, time, erin, nobody, Mails[0].Size, cancellationToken);

        foreach (var (name, size) in Mails)
        {
            foreach (var connections in new[] { 1, 8 })
            {
                var ours = await RateAsync(() => erin.OpenSmtpAsync(cancellationToken), connections, time, erin, nobody, size, cancellationToken);
                var theirs = await RateAsync(() => RawSmtp.GreetAsync(postfix.Port, cancellationToken), connections, time, erin, "b@example.org", size, cancellationToken);
                var light = await RateAsync(() => RawSmtp.GreetAsync(aiosmtpd.Port, cancellationToken), connections, time, erin, "b@example.org", size, cancellationToken);
                Report.Compare($"SMTP, {name}, {connections} connections, against Postfix", ours, theirs, "/s", ">= 2");
                Report.Compare($"SMTP, {name}, {connections} connections, against aiosmtpd", ours, light, "/s", "");
            }
        }
    }

    private static async Task<double> RateAsync(Func<Task<RawSmtp>> open, int connections, TimeSpan time, MailUser from, string to, int size, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => SubmitAsync(open, clock, time, from, to, size, cancellationToken), cancellationToken)));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static async Task<int> SubmitAsync(Func<Task<RawSmtp>> open, Stopwatch clock, TimeSpan time, MailUser from, string to, int size, CancellationToken cancellationToken)
    {
        var count = 0;
        await using var smtp = await open();
        while (clock.Elapsed < time)
        {
            using var mail = new MemoryStream(TestMail.Create(from, from, size).Bytes);
            var reply = await smtp.SubmitAsync(from.Address, [to], mail, cancellationToken);
            count += RawSmtp.Code(reply) == 250 ? 1 : throw new InvalidOperationException(reply);
        }

        return count;
    }
}
