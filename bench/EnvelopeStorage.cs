using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Relay;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Sealing;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Wire;

namespace ToxMail.Bench;

/// <summary>Ten thousand envelopes held for others: what they take on the disk and in memory, and what taking, logging and dropping them costs.</summary>
internal static class EnvelopeStorage
{
    private const int BatchSize = 16;
    private const double Megabyte = 1_000_000;

    public static async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var count = context.Quick ? 1_000 : 10_000;
        var folder = Directory.CreateTempSubdirectory("toxmail-bench-").FullName;
        var path = Path.Combine(folder, "relay.db");
        var envelopes = Enumerable.Range(0, count).Select(Envelope).ToList();
        var payload = envelopes.Sum(envelope => Core.Relay.Sealing.Envelope.SizeOf(envelope.Class));
        await using (var store = await OpenAsync(path, cancellationToken))
        {
            var puts = await TimeAsync(() => PutAsync(store, envelopes, cancellationToken));
            Report.Single($"{count} envelopes taken, 16 in a transaction", $"{count / puts.TotalSeconds:0} /s", "");
            var logged = await TimeAsync(() => store.ApplyAsync(new EnvelopeChanges { Changed = [.. envelopes.Select((envelope, index) => envelope with { Sequence = (ulong)index + 1 })] }, cancellationToken));
            Report.Single($"{count} entries put into the offer log at once", $"{logged.TotalMilliseconds:0} ms", "");
            var read = await TimeAsync(async () =>
            {
                foreach (var envelope in envelopes)
                {
                    await store.ReadAsync(envelope.Id, cancellationToken);
                }
            });
            Report.Single($"{count} bodies read one by one", $"{count / read.TotalSeconds:0} /s", "");
        }

        Report.Compare($"{count} envelopes on the disk, against their bytes", new FileInfo(path).Length / Megabyte, payload / Megabyte, "MB", "");
        await using (var store = await OpenAsync(path, cancellationToken))
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var clock = Stopwatch.StartNew();
            var node = new GossipNode(new RelayOptions { StoreBytes = long.MaxValue }, store.StoreId, _ => default, new GossipEffects(), new Random(1));
            node.Restore(new GossipState { Held = await store.LogAsync(cancellationToken) }, TimeProvider.System.GetUtcNow());
            var restored = clock.Elapsed;
            Report.Single($"{count} entries read at the start", $"{restored.TotalMilliseconds:0} ms", "");
            Report.Single($"{count} envelopes held, memory", $"{(GC.GetTotalMemory(forceFullCollection: true) - before) / Megabyte:0.0} MB", "");
            GC.KeepAlive(node);
            var dropped = await TimeAsync(async () =>
            {
                await store.ApplyAsync(new EnvelopeChanges { Dropped = [.. envelopes.Select(envelope => envelope.Id)] }, cancellationToken);
                await store.CleanAsync(TimeProvider.System.GetUtcNow(), cancellationToken);
            });
            Report.Single($"{count} envelopes dropped, overwritten and given back", $"{dropped.TotalMilliseconds:0} ms", "");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<SqliteEnvelopeStore> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var store = new SqliteEnvelopeStore(path, NullLogger<SqliteEnvelopeStore>.Instance);
        await store.PrepareAsync(cancellationToken);
        return store;
    }

    private static async Task PutAsync(SqliteEnvelopeStore store, IReadOnlyList<HeldEnvelope> envelopes, CancellationToken cancellationToken)
    {
        foreach (var batch in envelopes.Chunk(BatchSize))
        {
            await store.PutAsync([.. batch.Select(envelope => (envelope, (ReadOnlyMemory<byte>)RandomNumberGenerator.GetBytes(Core.Relay.Sealing.Envelope.SizeOf(envelope.Class))))], cancellationToken);
        }
    }

    /// <summary>Six of ten small, three of ten medium.</summary>
    private static HeldEnvelope Envelope(int number) => new()
    {
        Id = new EnvelopeId(BitConverter.ToUInt128(RandomNumberGenerator.GetBytes(16))),
        Tag = new EnvelopeTag(BitConverter.ToUInt128(RandomNumberGenerator.GetBytes(16))),
        Class = (number % 10) switch { < 6 => EnvelopeClass.Small, < 9 => EnvelopeClass.Medium, _ => EnvelopeClass.Large },
        IsIntro = false,
        Expiry = EnvelopeLife.UnitsAt(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(7)),
        Commitment = new Tombstone(RandomNumberGenerator.GetBytes(Tombstone.Size)),
        Hops = 2,
        From = new Core.Addressing.PublicKey(RandomNumberGenerator.GetBytes(Core.Addressing.PublicKey.Size)),
    };

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed;
    }
}
