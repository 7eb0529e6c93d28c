using System.IO.Hashing;

namespace ToxMail.Core.Store.Blobs;

/// <summary>
/// The layout of a message file, version 1. Header, 16 bytes: magic <c>TMBF</c>, version, 3 zero bytes, length of the plain text as u64 little endian.
/// Then chunks of 64 KiB of plain text (the last one may be shorter, none for an empty text), each followed by 16 bytes of XxHash128 seeded with the chunk's number,
/// so that any offset is read and checked alone. A version with encryption at rest puts an AEAD tag in the hash's place.
/// </summary>
internal static class BlobFormat
{
    internal const int HeaderSize = 16;
    internal const int ChunkSize = 64 * 1024;
    internal const int TagSize = 16;
    internal const byte Version = 1;

    /// <summary>Bytes from one chunk's start to the next one's.</summary>
    internal const int Stride = ChunkSize + TagSize;

    private const int LengthOffset = 8;

    private static ReadOnlySpan<byte> Magic => "TMBF"u8;

    internal static void WriteHeader(Span<byte> header, long length)
    {
        header[..HeaderSize].Clear();
        Magic.CopyTo(header);
        header[Magic.Length] = Version;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(header[LengthOffset..], length);
    }

    /// <summary>The plain text's length, or null when this is no header of ours or does not fit the file's length.</summary>
    internal static long? ReadHeader(ReadOnlySpan<byte> header, long fileLength)
    {
        if (header.Length < HeaderSize || !header.StartsWith(Magic) || header[Magic.Length] != Version)
        {
            return null;
        }

        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(header[LengthOffset..]);
        return length >= 0 && FileLength(length) == fileLength ? length : null;
    }

    internal static long FileLength(long length) =>
        HeaderSize + length + (TagSize * ((length + ChunkSize - 1) / ChunkSize));

    internal static long ChunkOffset(long chunk) => HeaderSize + (chunk * Stride);

    internal static void WriteTag(ReadOnlySpan<byte> text, long chunk, Span<byte> tag) => XxHash128.Hash(text, tag, chunk);

    /// <summary>A text of at most <see cref="ChunkSize"/> as a chunk that stands alone.</summary>
    internal static byte[] Seal(ReadOnlySpan<byte> text)
    {
        var chunk = new byte[text.Length + TagSize];
        text.CopyTo(chunk);
        WriteTag(text, 0, chunk.AsSpan(text.Length));
        return chunk;
    }

    /// <summary>Octets of text at the start of such a chunk, or null when it is damaged.</summary>
    internal static int? TextLength(ReadOnlySpan<byte> chunk) =>
        chunk.Length >= TagSize && IsWhole(chunk[..^TagSize], 0, chunk[^TagSize..]) ? chunk.Length - TagSize : null;

    internal static bool IsWhole(ReadOnlySpan<byte> text, long chunk, ReadOnlySpan<byte> tag)
    {
        Span<byte> expected = stackalloc byte[TagSize];
        WriteTag(text, chunk, expected);
        return tag.SequenceEqual(expected);
    }
}
