using System.Buffers.Binary;
using NSec.Cryptography;

namespace ToxMail.Core.Wire;

/// <summary>
/// 32 bytes: either x, whose publication deletes an envelope everywhere, or T, the hash of x that the envelope carries in the open
/// (<c>docs/protocol.md</c> §5). Which of the two is said where it is used.
/// </summary>
public readonly record struct Tombstone
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private static readonly Key _commitmentKey =
        Key.Import(MacAlgorithm.Blake2b_256, "tmr1 tombstone commitment key v1"u8, KeyBlobFormat.RawSymmetricKey);

    private readonly UInt128 _first;
    private readonly UInt128 _second;

    /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="Size"/> bytes.</exception>
    public Tombstone(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        _second = BinaryPrimitives.ReadUInt128LittleEndian(bytes[16..]);
    }

    /// <summary>Writes the <see cref="Size"/> bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(destination, _first);
        BinaryPrimitives.WriteUInt128LittleEndian(destination[16..], _second);
    }

    /// <summary>T for an x: BLAKE2b-256 of it, keyed with "tmr1 tombstone commitment key v1".</summary>
    public Tombstone Commitment()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        MacAlgorithm.Blake2b_256.Mac(_commitmentKey, bytes, bytes);
        return new Tombstone(bytes);
    }

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }
}
