using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Addressing;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support.Nodes;

namespace ToxMail.Bench;

/// <summary>A carrier comes back to a contact who holds ten thousand envelopes it has not seen: how long until it holds them too, over a real link.</summary>
internal static class CatchingUp
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly IReadOnlyDictionary<string, string> Generous = new Dictionary<string, string>
    {
        ["Relay:Tick"] = "00:01:00",
        ["Relay:MaxWantDelay"] = "00:00:01",
        ["Relay:StoreBytes"] = "1000000000",
        ["Relay:PerContactBytes"] = "1000000000",
        ["Relay:PerContactEnvelopes"] = "100000",
        ["Relay:DailyBytesPerContact"] = "1000000000",
    };

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var count = context.Quick ? 1_000 : 10_000;
        await using var circle = await MailCircle.StartAsync(tcpOnly: false, [("holder", Generous), ("carrier", Generous)], cancellationToken);
        var (holder, carrier) = (circle.Users[0], circle.Users[1]);

        // What somebody handed over who is no contact goes at the start: so it came from one who never comes online here.
        using var added = await holder.Node.Api.AddContactAsync(context.Alice.ToxId, "absent", "Hello", cancellationToken);
        await NodeApi.EnsureAsync(added, cancellationToken);
        var absent = new PublicKey(Convert.FromHexString(context.Alice.PublicKey));
        await carrier.Node.StopAsync(NodeProcess.StopTimeout, cancellationToken);
        await holder.Node.StopAsync(NodeProcess.StopTimeout, cancellationToken);
        await FillAsync(Path.Combine(holder.Node.DataDirectory, "relay.db"), absent, count, cancellationToken);
        await holder.StartAsync(cancellationToken);
        await carrier.StartAsync(cancellationToken);
        await carrier.WaitForContactAsync(holder, MailCircle.ConnectTimeout, cancellationToken);
        var clock = Stopwatch.StartNew();
        await Wait.UntilAsync(
            async () => (await carrier.Node.Api.GetAsync<RelayHeldView>("relay", cancellationToken)).Held.Envelopes >= count,
            Longest,
            () => $"{count} envelopes to arrive\n{carrier.Node.Tail()}\n{holder.Node.Tail()}",
            cancellationToken);
        Report.Single($"{count} new entries and their envelopes caught up with", $"{clock.Elapsed.TotalSeconds:0.0} s", "");
        Report.Single("of which processor time, holder and carrier", $"{holder.Node.Figures.CpuTime.TotalSeconds:0.0} + {carrier.Node.Figures.CpuTime.TotalSeconds:0.0} s", "");
    }

    /// <summary>Envelopes that a contact handed over, in the offer log.</summary>
    private static async Task FillAsync(string path, PublicKey from, int count, CancellationToken cancellationToken)
    {
        await using var store = new SqliteEnvelopeStore(path, NullLogger<SqliteEnvelopeStore>.Instance);
        await store.PrepareAsync(cancellationToken);
        foreach (var numbers in Enumerable.Range(1, count).Chunk(500))
        {
            await store.PutAsync([.. numbers.Select(number => Made(number, from))], cancellationToken);
        }
    }

    private static (HeldEnvelope Envelope, ReadOnlyMemory<byte> Body) Made(int number, PublicKey from)
    {
        var body = RandomNumberGenerator.GetBytes(Envelope.SizeOf(EnvelopeClass.Small));
        (body[0], body[Envelope.FlagsOffset]) = (1, 0);
        BitConverter.TryWriteBytes(body.AsSpan(2), EnvelopeLife.UnitsAt(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(7)));
        return Envelope.TryReadHeader(body, out var header)
            ? (new HeldEnvelope
            {
                Id = header.Id,
                Tag = header.Tag,
                Class = header.Class,
                IsIntro = false,
                Expiry = header.Expiry,
                Commitment = header.Commitment,
                Hops = 5,
                From = from,
                // Above all that the carrier has read: sequences start from the clock.
                Sequence = ((ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() << 20) + (ulong)number,
            }, body)
            : throw new InvalidOperationException("It is no envelope.");
    }

    /// <summary><c>GET /relay</c>, as far as it is needed.</summary>
    private sealed record RelayHeldView(HeldView Held);

    private sealed record HeldView(int Envelopes);
}
