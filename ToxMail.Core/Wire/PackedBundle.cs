using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace ToxMail.Core.Wire;

/// <summary>
/// A bundle as one Brotli stream, so that what its mails have in common is sent once: magic, length of the bundle, stream. <c>docs/protocol.md</c> §2.3.
/// </summary>
public static class PackedBundle
{
    /// <summary>Bytes of the bundle inside: with what Brotli adds at worst the whole is no longer than any bundle.</summary>
    public const int MaxContent = WireFormat.MaxBundle - 1024;

    private const int FixedSize = 8;

    /// <summary>Faster than any link, and within a percent of what higher ones make of mails.</summary>
    private const int Quality = 4;

    private const int Window = 22;

    /// <exception cref="ArgumentException">The bundle is longer than <see cref="MaxContent"/>.</exception>
    public static byte[] Write(ReadOnlySpan<byte> bundle)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bundle.Length, MaxContent);
        var packed = new byte[FixedSize + BrotliEncoder.GetMaxCompressedLength(bundle.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(packed, WireFormat.PackedBundleKind);
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(4), (uint)bundle.Length);
        return BrotliEncoder.TryCompress(bundle, packed.AsSpan(FixedSize), out var written, Quality, Window)
            ? packed[..(FixedSize + written)]
            : throw new InvalidOperationException("The buffer has Brotli's own upper bound.");
    }

    /// <summary>The bundle, or null when it does not unpack to the length it tells, which is at most <see cref="MaxContent"/>.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < FixedSize || BinaryPrimitives.ReadUInt32LittleEndian(packed) != WireFormat.PackedBundleKind
            || BinaryPrimitives.ReadUInt32LittleEndian(packed[4..]) is not (<= MaxContent and var length))
        {
            return null;
        }

        var bundle = new byte[length];
        var stream = packed[FixedSize..];
        using var decoder = new BrotliDecoder();
        return decoder.Decompress(stream, bundle, out var consumed, out var written) == OperationStatus.Done && consumed == stream.Length && written == bundle.Length
            ? bundle
            : null;
    }
}
