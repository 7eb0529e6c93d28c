using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace ToxMail.Core.Store.Blobs;

/// <summary>Reads a message file a chunk at a time, each checked before a byte of it is handed on.</summary>
internal sealed class BlobReader : Stream
{
    private readonly BlobId _id;
    private readonly SafeFileHandle _file;
    private readonly long _length;
    private byte[]? _chunk;
    private long _loaded = -1;
    private long _position;

    internal BlobReader(BlobId id, string path)
    {
        _id = id;
        _file = OpenFile(path);
        Span<byte> header = stackalloc byte[BlobFormat.HeaderSize];
        var read = RandomAccess.Read(_file, header, 0);
        if (BlobFormat.ReadHeader(header[..read], RandomAccess.GetLength(_file)) is not { } length)
        {
            _file.Dispose();
            throw new BlobCorruptException(id);
        }

        _length = length;
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => true;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => _length;

    /// <inheritdoc />
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= _length)
        {
            return 0;
        }

        var (number, offset) = Math.DivRem(_position, BlobFormat.ChunkSize);
        var text = Load(number)[(int)offset..];
        var part = Math.Min(text.Length, buffer.Length);
        text[..part].CopyTo(buffer);
        _position += part;
        return part;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // At most 64 KiB of a local file: not worth another thread.
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            if (Interlocked.Exchange(ref _chunk, null) is { } chunk)
            {
                ArrayPool<byte>.Shared.Return(chunk);
            }
        }

        base.Dispose(disposing);
    }

    private static SafeFileHandle OpenFile(string path)
    {
        try
        {
            // Delete: a session reads on while another one removes the mail.
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new FileNotFoundException(missing.Message, path, missing);
        }
    }

    private ReadOnlySpan<byte> Load(long number)
    {
        ObjectDisposedException.ThrowIf(_file.IsClosed, this);
        var size = (int)Math.Min(BlobFormat.ChunkSize, _length - (number * BlobFormat.ChunkSize));
        if (_loaded != number)
        {
            _chunk ??= ArrayPool<byte>.Shared.Rent((int)Math.Min(BlobFormat.Stride, _length + BlobFormat.TagSize));
            _loaded = -1;
            Check(number, _chunk.AsSpan(0, size + BlobFormat.TagSize));
            _loaded = number;
        }

        return _chunk.AsSpan(0, size);
    }

    private void Check(long number, Span<byte> chunk)
    {
        var read = RandomAccess.Read(_file, chunk, BlobFormat.ChunkOffset(number));
        if (read != chunk.Length || !BlobFormat.IsWhole(chunk[..^BlobFormat.TagSize], number, chunk[^BlobFormat.TagSize..]))
        {
            throw new BlobCorruptException(_id);
        }
    }
}
