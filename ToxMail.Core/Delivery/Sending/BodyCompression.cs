using System.Buffers;
using System.IO.Compression;

namespace ToxMail.Core.Delivery.Sending;

/// <summary>Brotli where it gains: slow start makes every byte count, and base64 alone shrinks by a quarter.</summary>
internal static class BodyCompression
{
    /// <summary>Below this the parcel fits few packets anyway.</summary>
    private const int Smallest = 512;

    private const int SampleSize = 256 * 1024;

    /// <summary>Fast enough to keep up with an idle link and within a few percent of the best for base64.</summary>
    private const int Quality = 4;

    private const int Window = 22;

    /// <summary>A window of 512 KiB: base64 gains nothing by a larger one, which would cost sender and recipient as many megabytes of memory.</summary>
    private const int LargeWindow = 19;

    private const int BufferSize = 64 * 1024;

    internal static bool IsWorthTrying(int length) => length >= Smallest;

    /// <summary>The compressed form, or null when it saves less than a tenth.</summary>
    internal static byte[]? TryCompress(ReadOnlySpan<byte> body)
    {
        if (!IsWorthTrying(body.Length))
        {
            return null;
        }

        var buffer = new byte[body.Length - (body.Length / 10)];
        return BrotliEncoder.TryCompress(body, buffer, out var written, Quality, Window) ? buffer[..written] : null;
    }

    /// <summary>Compresses even when it gains nothing: the header already promised it.</summary>
    internal static byte[] Compress(ReadOnlySpan<byte> body)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, buffer, out var written, Quality, Window)
            ? buffer[..written]
            : throw new InvalidOperationException("The buffer has Brotli's own upper bound.");
    }

    /// <summary>Judges a large body by its first 256 KiB.</summary>
    internal static async Task<bool> GainsAsync(Stream body, CancellationToken cancellationToken)
    {
        var sample = new byte[Math.Min(SampleSize, body.Length)];
        await body.ReadExactlyAsync(sample, cancellationToken);
        body.Position = 0;
        return TryCompress(sample) is not null;
    }

    /// <summary>Compresses a large body from one stream to another.</summary>
    internal static async Task CompressAsync(Stream body, Stream destination, CancellationToken cancellationToken)
    {
        using var encoder = new BrotliEncoder(Quality, LargeWindow);
        var buffer = new byte[BufferSize];
        int read;
        do
        {
            read = await body.ReadAsync(buffer, cancellationToken);
            await WriteAsync(encoder, buffer.AsMemory(0, read), isLast: read == 0, destination, cancellationToken);
        }
        while (read > 0);
    }

    private static async Task WriteAsync(BrotliEncoder encoder, ReadOnlyMemory<byte> part, bool isLast, Stream destination, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        OperationStatus status;
        do
        {
            status = encoder.Compress(part.Span, buffer, out var consumed, out var written, isLast);
            part = part[consumed..];
            await destination.WriteAsync(buffer.AsMemory(0, written), cancellationToken);
        }
        while (status == OperationStatus.DestinationTooSmall);
    }
}
