using System.Buffers.Binary;

namespace ToxMail.Core.Wire;

/// <summary>Names an envelope: the first 16 bytes of BLAKE2b-256 of all its bytes, read as a little-endian integer (<c>docs/protocol.md</c> §5).</summary>
public readonly record struct EnvelopeId(UInt128 Value)
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="Size"/> bytes.</exception>
    public static EnvelopeId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128LittleEndian(bytes));

    /// <summary>Writes the <see cref="Size"/> bytes.</summary>
    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128LittleEndian(destination, Value);

    /// <summary>The bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }
}
