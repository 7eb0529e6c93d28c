using System.Buffers.Binary;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Writes fields one after another; with an empty destination it only counts, so that secrets are written once, into an array of their exact size.</summary>
internal ref struct ByteWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (!_destination.IsEmpty)
        {
            bytes.CopyTo(_destination[Length..]);
        }

        Length += bytes.Length;
    }

    public void Byte(byte value) => Write([value]);

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void UInt16(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)value));
        Write(bytes);
    }

    public void UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    public void UInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Write(bytes);
    }
}
