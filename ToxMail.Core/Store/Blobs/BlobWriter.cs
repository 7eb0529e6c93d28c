using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace ToxMail.Core.Store.Blobs;

/// <summary>A message being written. Disposed without a commit, it leaves nothing behind. Not for two threads at once.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "BlobStream would not say that it only writes.")]
public sealed class BlobWriter : Stream
{
    private readonly BlobStore _store;
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(BlobFormat.Stride);
    private readonly string _spool;
    private SafeFileHandle? _file;
    private string? _path;
    private SealedBlob? _sealed;
    private long _chunks;
    private int _filled;
    private bool _finished;
    private bool _disposed;

    internal BlobWriter(BlobStore store, BlobId id, string path)
    {
        _store = store;
        Id = id;
        _spool = path;
    }

    /// <summary>The name it will have.</summary>
    public BlobId Id { get; }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <summary>Octets written so far.</summary>
    public override long Length => (_chunks * BlobFormat.ChunkSize) + _filled;

    /// <inheritdoc />
    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    /// <summary>True once there is more than one chunk, which is what a short message fits into.</summary>
    internal bool HasFile => _path is not null;

    /// <summary>Ends the message; a long one is durable under its name then.</summary>
    /// <exception cref="IOException">The disk is full or broken: dispose, nothing is kept.</exception>
    public async Task<SealedBlob> CommitAsync(CancellationToken cancellationToken) => (await _store.CommitAllAsync([this], cancellationToken))[0];

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        while (!buffer.IsEmpty)
        {
            if (_filled == BlobFormat.ChunkSize)
            {
                WriteChunk();
            }

            var part = Math.Min(buffer.Length, BlobFormat.ChunkSize - _filled);
            buffer[..part].CopyTo(_chunk.AsSpan(_filled));
            buffer = buffer[part..];
            _filled += part;
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A write goes to the page cache: as quick as handing it to another thread would be.
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: only a commit makes anything durable.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>No more may be written. A file gets its last chunk and its header, and is flushed.</summary>
    internal void Finish()
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        var length = Length;
        var lacksLineEnd = length > 0 && !EndsInLineEnd();
        if (HasFile)
        {
            FinishFile(length);
        }

        _finished = true;
        _sealed = new SealedBlob(Id, length, lacksLineEnd, HasFile ? null : BlobFormat.Seal(_chunk.AsSpan(0, _filled)));
    }

    internal void MoveTo(string target)
    {
        File.Move(_path!, target);
        _path = target;
    }

    /// <summary>After the folder is flushed: from now on the file is not this writer's to remove.</summary>
    internal SealedBlob Release()
    {
        _path = null;
        return _sealed!;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _finished = true;
            _file?.Dispose();
            ArrayPool<byte>.Shared.Return(_chunk);
            Abandon();
        }

        base.Dispose(disposing);
    }

    private void Abandon()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }

    // The last chunk is never empty, and the octet before its first is still where the full one before it had it.
    private bool EndsInLineEnd() =>
        _chunk[_filled - 1] == '\n' && (_filled > 1 ? _chunk[_filled - 2] : _chunks > 0 ? _chunk[BlobFormat.ChunkSize - 1] : 0) == '\r';

    private void FinishFile(long length)
    {
        if (_filled > 0)
        {
            WriteChunk();
        }

        Span<byte> header = stackalloc byte[BlobFormat.HeaderSize];
        BlobFormat.WriteHeader(header, length);
        RandomAccess.Write(_file!, header, 0);
        RandomAccess.FlushToDisk(_file!);
        _file!.Dispose();
    }

    private void WriteChunk()
    {
        if (_file is null)
        {
            _file = File.OpenHandle(_spool, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            _path = _spool;
        }

        var text = _chunk.AsSpan(0, _filled);
        BlobFormat.WriteTag(text, _chunks, _chunk.AsSpan(_filled, BlobFormat.TagSize));
        RandomAccess.Write(_file, _chunk.AsSpan(0, _filled + BlobFormat.TagSize), BlobFormat.ChunkOffset(_chunks));
        _chunks++;
        _filled = 0;
    }
}
