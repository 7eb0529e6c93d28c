namespace ToxMail.Core.Delivery.Sending;

/// <summary>A parcel as one seekable stream: its prefix in memory, then the body wherever it lies.</summary>
internal sealed class ParcelStream(ReadOnlyMemory<byte> prefix, Stream body) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => prefix.Length + body.Length;

    public override long Position
    {
        get => _position;
        set
        {
            _position = value;
            if (value >= prefix.Length)
            {
                body.Position = value - prefix.Length;
            }
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var read = _position < prefix.Length ? ReadPrefix(buffer) : body.Read(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadPrefix(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, prefix.Length - (int)_position);
        prefix.Span.Slice((int)_position, count).CopyTo(buffer);
        if (_position + count == prefix.Length)
        {
            body.Position = 0;
        }

        return count;
    }
}
