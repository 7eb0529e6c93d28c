using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ToxMail.Core.Relay.Gossip;
using ToxMail.Core.Relay.Storage;
using ToxMail.Core.Store;
using ToxMail.Core.Wire;
using ToxMail.Tests.Support;
using ToxMail.Tests.Support.Nodes;
using Xunit;
using static ToxMail.Tests.Relay.Storage.SampleEnvelopes;

namespace ToxMail.Tests.Relay.Storage;

public sealed class SqliteEnvelopeStoreTests : EnvelopeStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-").FullName;
    private readonly CollectedLog _log = new();
    private readonly List<SqliteEnvelopeStore> _opened = [];

    private string Database => Path.Combine(_folder, "relay.db");

    [Fact]
    public async Task A_commit_returns_only_when_it_is_on_the_disk_and_what_is_deleted_is_overwritten()
    {
        await OpenAsync();
        await using var database = new RelayDatabase(Database);
        (string Pragma, string Expected)[] settings = [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("secure_delete", "1"), ("auto_vacuum", "2")];
        foreach (var (pragma, expected) in settings)
        {
            await using var db = database.Open();
            Assert.Equal(expected, await ScalarAsync(db, pragma));
            Assert.Equal(expected, await database.WriteAsync(writer => ScalarAsync(writer, pragma), Ct));
        }
    }

    [Fact]
    public async Task The_tables_are_those_of_the_migrations()
    {
        await using var database = new RelayDatabase(Database);
        await using var db = database.Open();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Nothing_of_a_dropped_envelope_is_left_in_the_file()
    {
        var store = await OpenAsync();
        var (kept, dropped) = (Envelope(1), Envelope(2) with { Class = EnvelopeClass.Medium });
        await store.PutAsync([(kept, Body(kept)), (dropped, Body(dropped))], Ct);
        await store.ApplyAsync(new EnvelopeChanges { Dropped = [dropped.Id] }, Ct);
        await CloseAsync();

        var file = await File.ReadAllBytesAsync(Database, Ct);
        Assert.True(file.AsSpan().IndexOf(Body(kept).AsSpan(0, 64)) > 0);
        Assert.All(Body(dropped).Chunk(64), piece => Assert.Equal(-1, file.AsSpan().IndexOf(piece)));
        Assert.Equal(-1, file.AsSpan().IndexOf(dropped.Commitment.ToArray()));
    }

    [Fact]
    public async Task Gives_the_disk_back_the_room_of_dropped_envelopes()
    {
        var store = await OpenAsync();
        var envelopes = Enumerable.Range(0, 500).Select(number => Envelope(number) with { Class = EnvelopeClass.Large }).ToList();
        await store.PutAsync([.. envelopes.Select(envelope => (envelope, (ReadOnlyMemory<byte>)new byte[65_536]))], Ct);
        await store.ApplyAsync(new EnvelopeChanges { Dropped = [.. envelopes.Select(envelope => envelope.Id)] }, Ct);
        await store.CleanAsync(DateTimeOffset.UnixEpoch, Ct);
        await CloseAsync();

        Assert.InRange(new FileInfo(Database).Length, 0, 20_000_000);
    }

    [Fact]
    public async Task Cut_off_at_any_octet_the_file_holds_whole_changes_only()
    {
        var store = await OpenAsync();
        for (var number = 0; number < 12; number++)
        {
            await store.PutAsync([(Envelope(number) with { Sequence = (ulong)number + 1 }, Body(Envelope(number)))], Ct);
            await store.ApplyAsync(new EnvelopeChanges { Dropped = [Envelope(number < 2 ? 999 : number - 2).Id], Spent = [new SpentEnvelope(Envelope(number).Id, Secret(1), DateTimeOffset.UnixEpoch)] }, Ct);
        }

        var (file, log) = (await File.ReadAllBytesAsync(Database, Ct), await ReadSharedAsync(Database + "-wal"));
        var random = new Random(11);
        for (var round = 0; round < 40; round++)
        {
            var cut = log[..random.Next(log.Length)];
            if (round % 2 == 1 && cut.Length > 0)
            {
                // What was written last may be there in part only, or be other bytes.
                random.NextBytes(cut.AsSpan(Math.Max(0, cut.Length - 3_000)));
            }

            await CheckPrefixAsync(file, cut);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8192)]
    public async Task A_damaged_file_is_made_anew_with_another_name(int from)
    {
        var name = (await OpenAsync()).StoreId;
        await CloseAsync();
        var bytes = await File.ReadAllBytesAsync(Database, Ct);
        bytes.AsSpan(from, from == 0 ? 3_000 : bytes.Length - from).Fill(0xAA);
        await File.WriteAllBytesAsync(Database, bytes, Ct);

        var store = await OpenAsync();

        Assert.NotEqual(name, store.StoreId);
        await store.PutAsync([(Envelope(1), Body(Envelope(1)))], Ct);
        Assert.Single(await store.LogAsync(Ct));
        Assert.Contains("damaged", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_file_is_made_anew_with_another_name()
    {
        var name = (await OpenAsync()).StoreId;
        await CloseAsync();
        File.Delete(Database);

        Assert.NotEqual(name, (await OpenAsync()).StoreId);
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_program()
    {
        await OpenAsync();
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')";
            await command.ExecuteNonQueryAsync(Ct);
        }

        Assert.Contains("newer", (await Assert.ThrowsAsync<DataDirectoryException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_takes_nothing_loses_nothing_and_still_lets_go()
    {
        await using var disk = await SmallDisk.MountAsync(8);
        var ballast = Path.Combine(disk.Folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2_000_000], Ct);
        await using var store = new SqliteEnvelopeStore(Path.Combine(disk.Folder, "relay.db"), _log.CreateLogger<SqliteEnvelopeStore>());
        await store.PrepareAsync(Ct);
        var held = new List<HeldEnvelope>();
        await Assert.ThrowsAsync<DiskFullException>(async () =>
        {
            for (var number = 0; ; number++)
            {
                var envelope = Envelope(number) with { Class = EnvelopeClass.Large };
                await store.PutAsync([(envelope, Body(envelope))], Ct);
                held.Add(envelope);
            }
        });
        Assert.NotEmpty(held);
        Assert.Equal(held, await store.LogAsync(Ct));
        Assert.Equal(Body(held[^1]), await store.ReadAsync(held[^1].Id, Ct));

        File.Delete(ballast);
        await store.ApplyAsync(new EnvelopeChanges { Dropped = [held[0].Id] }, Ct);
        Assert.Equal(held.Skip(1), await store.LogAsync(Ct));
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected override async Task<IEnvelopeStore> OpenAsync() => await OpenAsync(Database);

    private protected override async Task<IEnvelopeStore> RestartAsync()
    {
        await CloseAsync();
        return await OpenAsync(Database);
    }

    private protected override async Task<IEnvelopeStore> OpenOtherAsync() => await OpenAsync(Path.Combine(_folder, "other.db"));

    private static async Task<string> ScalarAsync(RelayDb db, string pragma)
    {
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        command.Transaction = (db.Database.CurrentTransaction as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<System.Data.Common.DbTransaction>)?.Instance;
        return Convert.ToString(await command.ExecuteScalarAsync(Ct), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Ct);
        return bytes;
    }

    /// <summary>Opens what a machine that lost its power left, and looks for one of the states the store went through.</summary>
    private async Task CheckPrefixAsync(byte[] file, byte[] log)
    {
        var copy = Path.Combine(_folder, $"cut-{Guid.NewGuid():N}.db");
        await File.WriteAllBytesAsync(copy, file, Ct);
        await File.WriteAllBytesAsync(copy + "-wal", log, Ct);
        await using var store = new SqliteEnvelopeStore(copy, _log.CreateLogger<SqliteEnvelopeStore>());
        await store.PrepareAsync(Ct);
        Assert.Empty(_log.Text);

        var (held, spent) = (await store.LogAsync(Ct), await store.SpentAsync(Ct));
        var put = (int)store.LogHead;
        Assert.InRange(spent.Count, put - 1, put);
        var dropped = Math.Max(0, spent.Count - 2);
        Assert.Equal(Enumerable.Range(dropped, put - dropped).Select(number => Envelope(number) with { Sequence = (ulong)number + 1 }), held);
        foreach (var envelope in held)
        {
            Assert.Equal(Body(envelope), await store.ReadAsync(envelope.Id, Ct));
        }
    }

    private async Task<SqliteEnvelopeStore> OpenAsync(string path)
    {
        var store = new SqliteEnvelopeStore(path, _log.CreateLogger<SqliteEnvelopeStore>());
        _opened.Add(store);
        await store.PrepareAsync(Ct);
        return store;
    }

    private async Task CloseAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }

        _opened.Clear();
    }
}
