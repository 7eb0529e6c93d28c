using System.Buffers.Binary;

namespace ToxMail.Core.Wire;

/// <summary>
/// 32 bytes: either x, whose publication deletes an envelope everywhere, or T, the hash of x that the envelope carries in the open
/// (<c>docs/protocol.md</c> §6). Which of the two is said where it is used.
/// </summary>
public readonly record struct Tombstone
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

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

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }
}
