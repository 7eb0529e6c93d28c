using System.Buffers.Binary;

namespace ToxMail.Core.Relay.Sealing;

/// <summary>Reads fields one after another. Past the end it gives zeros and remembers the failure, so that a reader checks once.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private bool _failed;

    /// <summary>All fields were there and nothing is left.</summary>
    public readonly bool IsAtEnd => !_failed && _rest.IsEmpty;

    /// <summary>Something was missing or forbidden.</summary>
    public readonly bool HasFailed => _failed;

    public ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length)
        {
            Fail();
            return new byte[length];
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public byte Byte() => Take(sizeof(byte))[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A count that may not be above its limit.</summary>
    public int Count(int limit)
    {
        int count = UInt16();
        if (count > limit)
        {
            Fail();
            return 0;
        }

        return count;
    }

    /// <summary>A yes or no.</summary>
    public bool Flag()
    {
        var value = Byte();
        if (value > 1)
        {
            Fail();
        }

        return value == 1;
    }

    public void Fail()
    {
        _failed = true;
        _rest = default;
    }
}
