using CsCheck;
using Microsoft.EntityFrameworkCore;
using ToxMail.Core.Store;
using ToxMail.Core.Store.Blobs;
using ToxMail.Core.Store.Schema;
using ToxMail.Tests.Support.Nodes;
using Xunit;

namespace ToxMail.Tests.Store;

public sealed class BlobStoreTests : IAsyncLifetime
{
    private const int Chunk = 64 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("toxmail-").FullName;
    private readonly DataDirectory _directory;
    private readonly StoreDatabase _database;
    private readonly BlobStore _blobs;

    public BlobStoreTests()
    {
        _directory = DataDirectory.Open(_folder);
        _database = new StoreDatabase(_directory.Database);
        _blobs = new BlobStore(_directory, _database);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEnumerable<string> Files => Directory.EnumerateFiles(_directory.Blobs, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(_directory.Spool));

    public async ValueTask InitializeAsync()
    {
        await using var db = _database.Open();
        await DatabaseMigration.RunAsync(db, _directory.Database, keepsCopy: true, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _directory.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) + 17)]
    public async Task Gives_back_what_was_written(int length)
    {
        var bytes = Bytes(length);
        var id = await WriteAsync(bytes);

        await using var stream = _blobs.OpenRead(id);
        Assert.Equal(length, stream.Length);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Ct);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public void Reads_any_part_alone() => Gen.Select(Gen.Int[0, 3 * Chunk], Gen.Int[1, 100_000], Gen.Int[0, 3 * Chunk], Gen.Int[0, Chunk * 2])
        .Sample(
            (length, writeSize, offset, count) =>
            {
                var bytes = Bytes(length);
                using var writer = _blobs.Create();
                foreach (var part in bytes.Chunk(writeSize))
                {
                    writer.Write(part);
                }

                Assert.Equal(length, writer.Length);
                using var stream = _blobs.OpenRead(SaveAsync(_blobs.CommitAllAsync([writer], CancellationToken.None).GetAwaiter().GetResult()[0]).GetAwaiter().GetResult());
                stream.Position = offset;
                var read = new byte[count];
                var filled = stream.ReadAtLeast(read, count, throwOnEndOfStream: false);
                var expected = bytes.AsSpan(Math.Min(offset, length));
                Assert.True(expected[..Math.Min(count, expected.Length)].SequenceEqual(read.AsSpan(0, filled)));
            },
            iter: 60);

    [Fact]
    public async Task Commits_many_at_once()
    {
        var writers = Enumerable.Range(0, 40).Select(_ => _blobs.Create()).ToList();
        for (var i = 0; i < writers.Count; i++)
        {
            writers[i].Write(Bytes(i * 4_000));
        }

        var blobs = await _blobs.CommitAllAsync(writers, Ct);
        writers.ForEach(writer => writer.Dispose());

        foreach (var blob in blobs)
        {
            await SaveAsync(blob);
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long?)i * 4_000), blobs.Select(blob => _blobs.LengthOf(blob.Id)));
    }

    [Fact]
    public async Task Leaves_nothing_when_it_is_not_committed()
    {
        await using (var writer = _blobs.Create())
        {
            await writer.WriteAsync(Bytes(Chunk * 2), Ct);
            Assert.Single(Files);
        }

        Assert.Empty(Files);
    }

    [Fact]
    public async Task Cannot_be_written_after_its_commit()
    {
        await using var writer = _blobs.Create();
        await writer.CommitAsync(Ct);

        Assert.Throws<ObjectDisposedException>(() => writer.Write([1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(Chunk)]
    [InlineData(-1)]
    public async Task Notices_a_changed_byte(int position)
    {
        var id = await WriteAsync(Bytes(Chunk + 10));
        var path = _blobs.PathOf(id);
        var file = await File.ReadAllBytesAsync(path, Ct);
        file[position < 0 ? file.Length + position : position] ^= 1;
        await File.WriteAllBytesAsync(path, file, Ct);

        Assert.Throws<BlobCorruptException>(() =>
        {
            using var stream = _blobs.OpenRead(id);
            stream.CopyTo(Stream.Null);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(115)]
    public async Task Notices_a_changed_byte_of_a_short_message(int position)
    {
        var id = await WriteAsync(Bytes(100));
        await using var db = _database.Open();
        var chunk = await db.ShortBodies.Select(body => body.Chunk).SingleAsync(Ct);
        chunk[position] ^= 1;
        await db.ShortBodies.ExecuteUpdateAsync(set => set.SetProperty(body => body.Chunk, chunk), Ct);

        Assert.Throws<BlobCorruptException>(() => _blobs.OpenRead(id));
        Assert.Null(_blobs.LengthOf(id));
    }

    [Fact]
    public async Task Notices_chunks_that_changed_places()
    {
        var id = await WriteAsync(Bytes(Chunk * 2));
        var path = _blobs.PathOf(id);
        var file = await File.ReadAllBytesAsync(path, Ct);
        var stride = Chunk + 16;
        await File.WriteAllBytesAsync(path, [.. file[..16], .. file[(16 + stride)..], .. file[16..(16 + stride)]], Ct);

        using var stream = _blobs.OpenRead(id);
        Assert.Throws<BlobCorruptException>(() => stream.ReadByte());
    }

    [Fact]
    public async Task Notices_a_missing_end()
    {
        var id = await WriteAsync(Bytes(Chunk * 2));
        await using (var file = File.OpenWrite(_blobs.PathOf(id)))
        {
            file.SetLength(16 + Chunk + 16);
        }

        Assert.Throws<BlobCorruptException>(() => _blobs.OpenRead(id));
        Assert.Null(_blobs.LengthOf(id));
    }

    [Fact]
    public void Says_so_when_there_is_none() => Assert.Throws<FileNotFoundException>(() => _blobs.OpenRead(BlobId.New()));

    [Fact]
    public async Task Reads_on_while_it_is_deleted()
    {
        var bytes = Bytes(Chunk * 3);
        var id = await WriteAsync(bytes);
        await using var stream = _blobs.OpenRead(id);
        Assert.Equal(bytes[0], stream.ReadByte());

        _blobs.Delete(id);
        _blobs.Delete(id);

        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, Ct);
        Assert.Equal(bytes[1..], rest.ToArray());
        Assert.False(_blobs.Exists(id));
    }

    [Fact]
    public async Task Sweeps_what_a_killed_process_left_in_the_spool()
    {
        await WriteAsync(Bytes(5));
        await File.WriteAllBytesAsync(Path.Combine(_directory.Spool, BlobId.New() + ".blob"), [1, 2], Ct);
        await File.WriteAllBytesAsync(Path.Combine(_directory.Spool, "transfer.part"), [1, 2], Ct);

        Assert.Equal(1, _blobs.SweepSpool());
        Assert.Equal(["transfer.part"], Directory.EnumerateFiles(_directory.Spool).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Leaves_nothing_on_a_full_disk()
    {
        await using var disk = await SmallDisk.MountAsync(2);
        using var directory = DataDirectory.Open(disk.Folder);
        await using var database = new StoreDatabase(directory.Database);
        var blobs = new BlobStore(directory, database);
        var block = Bytes(Chunk);

        Assert.Throws<IOException>(() =>
        {
            using var writer = blobs.Create();
            for (var i = 0; i < 64; i++)
            {
                writer.Write(block);
            }
        });

        Assert.Empty(Directory.EnumerateFiles(directory.Spool));
    }

    [Fact]
    public void Reads_its_names_back()
    {
        var id = BlobId.New();

        Assert.True(BlobId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
        Assert.Equal(id, new BlobId(id.ToArray()));
        Assert.False(BlobId.TryParse("toxmail.db", out _));
        Assert.False(BlobId.TryParse(id.ToString()[1..] + "g", out _));
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<BlobId> WriteAsync(byte[] bytes)
    {
        await using var writer = _blobs.Create();
        await writer.WriteAsync(bytes, Ct);
        return await SaveAsync(await writer.CommitAsync(Ct));
    }

    private async Task<BlobId> SaveAsync(SealedBlob blob)
    {
        await _database.WriteAsync(
            async db =>
            {
                await db.SaveAsync(blob);
                return true;
            },
            Ct);
        return blob.Id;
    }
}
