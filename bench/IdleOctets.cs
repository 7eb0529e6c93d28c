using System.Globalization;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>
/// What one contact costs on the wire while nobody writes: all that crosses the loopback device with two nodes that are strangers, contacts, and contacts whose relay is off. Right only where
/// nothing else uses the device: <c>run.sh octets</c> runs it in a network namespace of its own.
/// </summary>
internal static class IdleOctets
{
    public const string Name = "octets";

    private const double Kilobyte = 1_000;

    /// <summary>A young network searches more than an old one, and a first meeting agrees on keys.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(40);

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var window = TimeSpan.FromSeconds(context.Quick ? 20 : 90);
        await using var circle = await MailCircle.StartStrangersAsync(tcpOnly: false, [("one", MailCircle.Plain), ("two", MailCircle.Plain)], cancellationToken);
        var (one, two) = (circle.Users[0], circle.Users[1]);
        var strangers = await PerDayAsync(window, cancellationToken);
        await circle.ConnectAsync([(one, two), (two, one)], cancellationToken);
        var contacts = await PerDayAsync(window, cancellationToken);
        foreach (var user in circle.Users)
        {
            using var off = await user.Node.Api.PutAsync("relay", new { mode = "off" }, cancellationToken);
            await NodeApi.EnsureAsync(off, cancellationToken);
        }

        var withoutRelay = await PerDayAsync(window, cancellationToken);
        Report.Single("an idle contact on the wire, both ways, in a day", $"{(contacts - strangers) / Kilobyte:0} kB", "");
        Report.Single("the same with the relay off", $"{(withoutRelay - strangers) / Kilobyte:0} kB", "");
    }

    private static async Task<double> PerDayAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        await Wait.ForSomeTimeAsync(Settle, cancellationToken);
        var (before, began) = (Received(), TimeProvider.System.GetTimestamp());
        await Wait.ForSomeTimeAsync(window, cancellationToken);
        return (Received() - before) * (TimeSpan.FromDays(1) / TimeProvider.System.GetElapsedTime(began));
    }

    /// <summary>Octets that the loopback device has received: what is sent on it counts once.</summary>
    private static long Received()
    {
        var line = File.ReadLines("/proc/net/dev").Select(static line => line.Split(':', 2)).Single(static parts => parts[0].Trim() == "lo");
        return long.Parse(line[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }
}
