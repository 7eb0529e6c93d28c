using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Outgoing;
using ToxMail.Core.Store.Schema;
using ToxMail.Tests.Support.Nodes;
using Xunit;
using static ToxMail.Tests.Support.TemporaryStore;

namespace ToxMail.Tests.Store;

public sealed class MailStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-").FullName;

    private string Database => Path.Combine(_folder, "toxmail.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_commit_returns_only_when_it_is_on_the_disk()
    {
        await using var store = await OpenAsync(folder: _folder);
        await using var database = new StoreDatabase(store.Directory.Database);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await using var db = database.Open();
            await db.Database.OpenConnectionAsync(Ct);
            Assert.Equal("2", await ScalarAsync(db, "PRAGMA synchronous"));
            Assert.Equal("wal", await ScalarAsync(db, "PRAGMA journal_mode"));
            Assert.Equal("1", await ScalarAsync(db, "PRAGMA foreign_keys"));
        }

        Assert.Equal(2L, await database.WriteAsync(async db => long.Parse(await ScalarAsync(db, "PRAGMA synchronous")), Ct));
        Assert.Equal(2L, await database.WriteAsync(async db => long.Parse(await ScalarAsync(db, "PRAGMA temp_store")), Ct));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task Leaves_a_damaged_database_as_it_is(int from)
    {
        await using (var store = await OpenAsync(folder: _folder))
        {
            await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct);
        }

        var damaged = await File.ReadAllBytesAsync(Database, Ct);
        damaged.AsSpan(from, 3000).Fill(0xAA);
        await File.WriteAllBytesAsync(Database, damaged, Ct);

        var refusal = await Assert.ThrowsAsync<DataDirectoryException>(PrepareAsync);
        Assert.Contains("damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Database, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(Database, Ct));
    }

    [Theory]
    [InlineData(false, "missing")]
    [InlineData(true, "empty")]
    public async Task Does_not_start_anew_beside_mails_whose_database_is_gone(bool emptied, string word)
    {
        BlobId blob;
        await using (var store = await OpenAsync(folder: _folder))
        {
            var mail = await store.ArrivalAsync(2, 1) with { Blob = await store.LongBlobAsync() };
            blob = mail.Blob.Id;
            await store.Inbox.AddAsync([mail], Ct);
        }

        File.Delete(Database);
        if (emptied)
        {
            await File.WriteAllBytesAsync(Database, [], Ct);
        }

        var refusal = await Assert.ThrowsAsync<DataDirectoryException>(PrepareAsync);
        Assert.Contains($" {word}, ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(emptied, File.Exists(Database) && (await File.ReadAllBytesAsync(Database, Ct)).Length == 0);
        Assert.Single(Directory.EnumerateFiles(_folder, blob.ToString(), SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Refuses_a_database_of_a_newer_program()
    {
        await (await OpenAsync(folder: _folder)).DisposeAsync();
        await ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0')");

        var refusal = await Assert.ThrowsAsync<DataDirectoryException>(PrepareAsync);
        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrates_past_the_lock_that_a_killed_process_left()
    {
        await ExecuteAsync("CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')");

        await PrepareAsync().WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }

    [Fact]
    public async Task Backs_a_database_up_as_a_whole()
    {
        await using var store = await OpenAsync(folder: _folder);
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct);
        var copy = Path.Combine(_folder, "copy");
        await File.WriteAllTextAsync(copy + ".tmp", "half a copy", Ct);
        await using var database = new StoreDatabase(store.Directory.Database);
        await using (var db = database.Open())
        {
            await DatabaseBackup.WriteAsync(db, copy, Ct);
        }

        await using var copied = new StoreDatabase(copy);
        await using var reader = copied.Open();
        Assert.Equal(1, await reader.InboxMails.CountAsync(Ct));
        Assert.False(File.Exists(copy + ".tmp"));
    }

    [Fact]
    public async Task The_tables_are_those_of_the_migrations()
    {
        await using var database = new StoreDatabase(Database);
        await using var db = database.Open();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Sweeps_what_a_kill_left_and_keeps_what_is_needed()
    {
        await using var store = await OpenAsync(folder: _folder);
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1), await store.ArrivalAsync(2, 2) with { Blob = await store.LongBlobAsync() }], Ct);
        await store.QueueAsync(2);
        var orphan = (await store.LongBlobAsync()).Id;
        await File.WriteAllTextAsync(Path.Combine(store.Directory.Spool, $"{BlobId.New()}.blob"), "half a mail", Ct);
        Assert.Contains(orphan.ToString(), Assert.Single(await store.Store.CheckAsync(Ct)), StringComparison.Ordinal);

        await store.RestartAsync();

        Assert.False(store.Blobs.Exists(orphan));
        Assert.Single(store.Blobs.All(null));
        Assert.Empty(Directory.EnumerateFiles(store.Directory.Spool));
    }

    [Fact]
    public async Task Gives_back_the_room_of_deleted_mails()
    {
        await using (var store = await OpenAsync(folder: _folder))
        {
            var mails = new List<NewInboxMail>();
            for (var i = 0; i < 1_000; i++)
            {
                mails.Add(await store.ArrivalAsync(2, i) with { Blob = await store.BlobAsync(new byte[60_000]) });
            }

            await store.Inbox.AddAsync(mails, Ct);
            await store.Inbox.DeleteAsync([.. (await store.Inbox.SnapshotAsync(Ct)).Select(mail => mail.Id)], Ct);
            await store.Store.CleanAsync(Ct);
        }

        Assert.InRange(new FileInfo(Database).Length, 0, 20_000_000);
    }

    [Fact]
    public async Task Cleaning_leaves_alone_a_mail_that_is_just_being_added()
    {
        await using var store = await OpenAsync(folder: _folder);
        store.Time.SetUtcNow(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1));
        var young = (await store.LongBlobAsync()).Id;
        await store.Store.CleanAsync(Ct);
        Assert.True(store.Blobs.Exists(young));

        store.Time.Advance(TimeSpan.FromDays(1));
        await store.Store.CleanAsync(Ct);
        Assert.False(store.Blobs.Exists(young));
    }

    [Fact]
    public async Task A_copy_of_the_folder_taken_while_it_is_in_use_is_whole()
    {
        await using var store = await OpenAsync(folder: _folder);
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct);
        var ids = await store.QueueAsync(2, 3);
        await store.Outbox.BeginAttemptsAsync([new AttemptStart(ids[0], null, null)], Ct);
        var copy = Directory.CreateTempSubdirectory("toxmail-copy-").FullName;
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await using (var second = await OpenAsync(folder: copy))
        {
            Assert.Equal(await store.Inbox.SnapshotAsync(Ct), await second.Inbox.SnapshotAsync(Ct));
            Assert.Equal(2, (await second.Outbox.TotalsAsync(Ct))[DeliveryState.AwaitingPeer]);
        }

        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task A_full_disk_refuses_new_mail_and_loses_none()
    {
        await using var disk = await SmallDisk.MountAsync(4);
        await using var store = await OpenAsync(folder: disk.Folder);
        await store.Inbox.AddAsync([await store.ArrivalAsync(2, 1)], Ct);
        var mail = await store.MailAsync(2);
        var filler = await disk.FillAsync(Ct);

        await Assert.ThrowsAsync<DiskFullException>(async () =>
        {
            while (true)
            {
                await store.Outbox.AddAsync(mail, Ct);
                mail = await store.MailAsync(2);
            }
        });
        Assert.Single(await store.Inbox.SnapshotAsync(Ct));
        var queued = (await store.Outbox.TotalsAsync(Ct)).Pending;

        File.Delete(filler);
        await store.QueueAsync(2);
        Assert.Equal(queued + 1, (await store.Outbox.TotalsAsync(Ct)).Pending);
        await store.RestartAsync();
    }

    private static async Task<string> ScalarAsync(ToxMailDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = (db.Database.CurrentTransaction as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<System.Data.Common.DbTransaction>)?.Instance;
        return Convert.ToString(await command.ExecuteScalarAsync(Ct), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private async Task PrepareAsync()
    {
        using var directory = DataDirectory.Open(_folder);
        await using var store = new MailStore(directory, Own, new OutboxOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await store.PrepareAsync(Ct);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }
}
