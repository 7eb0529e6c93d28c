using System.Diagnostics;
using System.Net;
using ToxMail.Core.Addressing;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>
/// Mails taken for good in a second, by one client and by eight: ours for somebody who is no contact yet, so that nothing is sent meanwhile;
/// Postfix into its hold queue; aiosmtpd into a maildir that it does not flush.
/// </summary>
internal static class Acceptance
{
    private const int Rounds = 3;
    private static readonly (string Name, int Size)[] Mails = [("2 kB", 2_000), ("50 kB", 50_000)];
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using var circle = await MailCircle.StartStrangersAsync(tcpOnly: false, [("erin", MailCircle.Plain)], cancellationToken);
        var erin = circle.Users[0];
        var nobody = $"{new ToxId(new PublicKey(Enumerable.Repeat((byte)9, PublicKey.Size).ToArray()), 1)}@tox.alt";
        await using var postfix = await MailPeer.StartAsync("bash", "postfix.sh", cancellationToken);
        await using var aiosmtpd = await MailPeer.StartAsync("/usr/bin/python3", "smtpd.py", cancellationToken);
        var ours = new Target(erin.Node.SmtpPort, nobody, erin.Login);
        var theirs = new Target(postfix.Port, "b@example.org", null);
        var light = new Target(aiosmtpd.Port, "b@example.org", null);
        Rate(ours, erin, Mails[0].Size, 8, WarmUp);

        foreach (var (name, size) in Mails)
        {
            foreach (var connections in new[] { 1, 8 })
            {
                var rates = Rates([ours, theirs], erin, size, connections, context.Quick ? 1 : Rounds);
                Report.Compare($"SMTP, {name}, {connections} connections, against Postfix", rates[0], rates[1], "/s", ">= 2");
            }
        }

        // After all others: what it leaves unflushed would have to be written by whoever flushes next.
        foreach (var (name, size) in Mails)
        {
            foreach (var connections in new[] { 1, 8 })
            {
                var rates = Rates([ours, light], erin, size, connections, 1);
                Report.Compare($"SMTP, {name}, {connections} connections, against aiosmtpd", rates[0], rates[1], "/s", "");
            }
        }
    }

    /// <summary>Of each the mean of its rounds, which are taken in turn: the disk is not the same from one second to the next.</summary>
    private static double[] Rates(Target[] targets, MailUser from, int size, int connections, int rounds)
    {
        var sums = new double[targets.Length];
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < targets.Length; i++)
            {
                sums[i] += Rate(targets[i], from, size, connections, Round) / rounds;
            }
        }

        return sums;
    }

    private static double Rate(Target target, MailUser from, int size, int connections, TimeSpan time)
    {
        FlushEverything();
        var (envelope, mail) = (BareSmtp.Envelope(from.Address, target.Recipient), TestMail.Create(from, from, size));
        var clock = Stopwatch.StartNew();
        var counts = new int[connections];
        var clients = Enumerable.Range(0, connections).Select(number => new Thread(() => counts[number] = Submit(target, envelope, BareSmtp.Wire(mail), clock, time))).ToList();
        clients.ForEach(static client => client.Start());
        clients.ForEach(static client => client.Join());
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static int Submit(Target target, byte[] envelope, byte[] wire, Stopwatch clock, TimeSpan time)
    {
        using var smtp = new BareSmtp(new IPEndPoint(IPAddress.Loopback, target.Port), target.Login);
        var count = 0;
        for (; clock.Elapsed < time; count++)
        {
            smtp.Submit(envelope, wire);
        }

        return count;
    }

    /// <summary>sync(1): nobody pays for what another one wrote.</summary>
    private static void FlushEverything()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }

    private sealed record Target(int Port, string Recipient, PasswordView? Login);
}
