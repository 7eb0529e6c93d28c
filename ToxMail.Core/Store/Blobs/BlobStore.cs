using System.Collections.Concurrent;
using System.Security.Cryptography;
using ToxMail.Core.Disk;
using ToxMail.Core.Store.Incoming;
using ToxMail.Core.Store.Schema;

namespace ToxMail.Core.Store.Blobs;

/// <summary>
/// Message bytes. Up to <see cref="BlobFormat.ChunkSize"/> they lie in the database and are written with their row. Longer ones are files: written to the
/// spool, flushed, renamed into one of 256 folders, the folder flushed; only then may a row refer to them. They never change; a file's layout is <see cref="BlobFormat"/>.
/// </summary>
public sealed class BlobStore
{
    private const string TemporaryExtension = ".blob";
    private const int OverlappingFlushes = 8;

    /// <summary>So many messages in a row lie in one folder, so that those that come together share its flush.</summary>
    private const int Burst = 512;

    private readonly ConcurrentDictionary<string, SharedFolderFlush> _flushes = new(StringComparer.Ordinal);
    private readonly byte _firstFolder = RandomNumberGenerator.GetBytes(1)[0];
    private readonly DataDirectory _directory;
    private readonly StoreDatabase _database;
    private int _created;

    internal BlobStore(DataDirectory directory, StoreDatabase database)
    {
        _directory = directory;
        _database = database;
    }

    /// <summary>A new message: write to it, then <see cref="BlobWriter.CommitAsync"/>.</summary>
    public BlobWriter Create()
    {
        var id = BlobId.NewIn((byte)(_firstFolder + (Interlocked.Increment(ref _created) / Burst)));
        return new BlobWriter(this, id, Path.Combine(_directory.Spool, id + TemporaryExtension));
    }

    /// <summary>Commits many at once, which takes less time than one by one: the file system shares its own commits among flushes that overlap. When it throws, none may be used; dispose them all.</summary>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public async Task<IReadOnlyList<SealedBlob>> CommitAllAsync(IReadOnlyList<BlobWriter> writers, CancellationToken cancellationToken)
    {
        await OverlapAsync(writers, writer => writer.Finish(), cancellationToken);
        var folders = writers.Where(static writer => writer.HasFile).Select(Place).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            await _flushes.GetOrAdd(folder, static path => new SharedFolderFlush(path)).FlushAsync(cancellationToken);
        }

        return [.. writers.Select(writer => writer.Release())];
    }

    /// <summary>Reads from any offset, checking what it reads; <see cref="Stream.Length"/> is the plain text's.</summary>
    /// <exception cref="FileNotFoundException">There is no such message.</exception>
    /// <exception cref="BlobCorruptException">Thrown here or by a read: the file is damaged.</exception>
    public Stream OpenRead(BlobId id) => _database.OpenShort(id) ?? (Stream)new BlobReader(id, PathOf(id));

    /// <summary>True when the message is there.</summary>
    public bool Exists(BlobId id) => LengthOf(id) is not null;

    /// <summary>Octets of the plain text; null when it is not there or damaged.</summary>
    public long? LengthOf(BlobId id)
    {
        try
        {
            using var reader = OpenRead(id);
            return reader.Length;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes the file; a missing one is no fault. A failure is left to the next sweep.</summary>
    internal void Delete(BlobId id)
    {
        try
        {
            File.Delete(PathOf(id));
        }
        catch (IOException)
        {
            // Swept at the next start: nothing refers to it.
        }
    }

    internal void DeleteAll(IEnumerable<BlobId> ids)
    {
        foreach (var id in ids)
        {
            Delete(id);
        }
    }

    /// <summary>A row must never refer to a message that is not there as a whole.</summary>
    internal void Require(SealedBlob blob)
    {
        if (blob.ShortChunk is null && LengthOf(blob.Id) != blob.Length)
        {
            throw new ArgumentException($"Message file {blob.Id} is not there with {blob.Length} octets.");
        }
    }

    /// <inheritdoc cref="Require(SealedBlob)" />
    internal void Require(IEnumerable<NewInboxMail?> notices)
    {
        foreach (var notice in notices.OfType<NewInboxMail>())
        {
            Require(notice.Blob);
        }
    }

    /// <summary>Every message file; with <paramref name="writtenBefore"/> only those older than it.</summary>
    internal IEnumerable<BlobId> All(DateTimeOffset? writtenBefore)
    {
        foreach (var file in new DirectoryInfo(_directory.Blobs).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (BlobId.TryParse(file.Name, out var id) && !(writtenBefore <= file.LastWriteTimeUtc))
            {
                yield return id;
            }
        }
    }

    /// <summary>Removes what a killed process left in the spool. Only for the start: a writer's file is not told from a dead one's.</summary>
    internal int SweepSpool()
    {
        var dead = Directory.GetFiles(_directory.Spool, "*" + TemporaryExtension);
        foreach (var path in dead)
        {
            File.Delete(path);
        }

        return dead.Length;
    }

    internal string PathOf(BlobId id)
    {
        var name = id.ToString();
        return Path.Combine(_directory.Blobs, name[..2], name);
    }

    private static async Task OverlapAsync<T>(IReadOnlyList<T> all, Action<T> flush, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (all.Count == 1)
        {
            flush(all[0]);
            return;
        }

        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = OverlappingFlushes, CancellationToken = cancellationToken }, (item, _) =>
        {
            flush(item);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Renames the finished file to its place and returns the folder to flush.</summary>
    private string Place(BlobWriter writer)
    {
        var target = PathOf(writer.Id);
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            FolderSync.Flush(_directory.Blobs);
        }

        writer.MoveTo(target);
        return folder;
    }
}
